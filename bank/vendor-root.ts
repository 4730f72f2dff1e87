/** The key that stands for the vendor's offline root in the demo: a private JWK. */
import * as z from 'zod';
import { NamedKey } from '../shared/protocol.ts';
import { fileWords } from './service/files/named-file.ts';
import { readShape, shapeWords } from './service/files/shape.ts';

const PrivateKey = NamedKey.extend({ d: z.base64url().length(43) });
/** Members that nobody knows are ignored (RFC 7517 §4). */
const VendorRoot = PrivateKey.loose().transform((key) => PrivateKey.parse(key));

const rules = {
  ja: 'お試し用の一覧に署名する秘密鍵（JWK）で、kty、crv、x、y、d、kid が要ります。なければ npm run bank が作ります。',
  en: "must be the private key (JWK) of the demo's root, with kty, crv, x, y, d and kid; npm run bank makes one where there is none.",
};

/** Throws a FileFault, which quotes nothing of it. */
export const readVendorRoot = (file: string, language: keyof typeof rules = 'en') =>
  readShape(
    file,
    VendorRoot,
    { '': rules[language] },
    { file: fileWords[language], shape: shapeWords[language] },
  );
