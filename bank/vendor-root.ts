/** The key that stands for the vendor's offline root in the demo: a private JWK. */
import * as z from 'zod';
import { NamedKey } from '../shared/protocol.ts';
import { readShape } from './service/files/shape.ts';

const PrivateKey = NamedKey.extend({ d: z.base64url().length(43) });
/** Members that nobody knows are ignored (RFC 7517 §4). */
const VendorRoot = PrivateKey.loose().transform((key) => PrivateKey.parse(key));

const rules = {
  '': "must be the private key (JWK) of the demo's root, with kty, crv, x, y, d and kid; npm run bank makes one where there is none.",
};

/** Throws a FileFault, which quotes nothing of it. */
export const readVendorRoot = (file: string) => readShape(file, VendorRoot, rules);
