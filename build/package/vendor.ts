/** What a release is made with: the vendor's public directory keys, and the signed directory itself (docs/release.md). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { NamedKey } from '../../shared/protocol.ts';

/** Kept with the checkout, or wherever the vendor keeps it. */
const folder = process.env['VENDOR_FOLDER'] ?? join(import.meta.dirname, '../release');
const vendorFile = join(folder, 'vendor.json');
/** Goes into the package as it is: the app checks its signature before anything else. */
export const directoryFile = join(folder, 'directory.jws');

const Vendor = z.strictObject({
  directoryUrl: z.url({ protocol: /^https$/ }),
  /** Present and next. A private key in this file is refused. */
  roots: z.array(z.strictObject(NamedKey.shape)).min(1).max(4),
});

/** Throws, naming what is missing, where this checkout can't make a release. */
export function readVendor(): z.infer<typeof Vendor> {
  for (const file of [vendorFile, directoryFile]) {
    if (!existsSync(file)) throw new Error(`A release needs ${file} (docs/release.md).`);
  }
  return Vendor.parse(JSON.parse(readFileSync(vendorFile, 'utf8')));
}
