/** The vendor's two roots: their public halves in vendor.json, which a release is made with (docs/release.md). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import type * as z from 'zod';
import type { NamedKey } from '../../../shared/protocol.ts';
import { VendorFile, readVendor, vendorFolder } from '../../package/vendor.ts';
import { Fault, needed, readNeeded, word, writableNeeded, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import { openSigner } from './signer.ts';

/** Where the first root stands alone until the second one is made. */
const Begun = VendorFile.extend({ roots: VendorFile.shape.roots.element.array().max(2) });
type Begun = z.infer<typeof Begun>;

/** Where a release looks, if that was named; the built file is used in a folder of the vendor's. */
export function folderOf({ options }: Context): string {
  const isNamed = Boolean(process.env['VENDOR_FOLDER'] ?? process.env['BRAND']);
  return options.vendor ?? (isNamed ? vendorFolder : '.');
}

/** Throws a Fault where there are not two roots. */
export function rootsOf(context: Context): [NamedKey, NamedKey] {
  try {
    const [present, next] = readVendor(folderOf(context)).roots;
    if (present !== undefined && next !== undefined) return [present, next];
  } catch (cause) {
    // In whatever language it says it: what is wrong with the file is told by the release's own check.
    throw new Fault(
      `${context.t.badVendorFile(join(folderOf(context), 'vendor.json'))} ${String(cause instanceof Error ? cause.message : cause)}`,
      { cause },
    );
  }
  throw new Fault(context.t.badVendorFile(folderOf(context)));
}

/** The first is the present one, the second the next. */
export async function makeRoot(context: Context): Promise<void> {
  const { t } = context;
  const vendor = readBegun(context);
  if (vendor.roots.length === 2) throw new Fault(t.twoRoots);
  const root = await newRoot(vendor.roots, context);
  write({ ...vendor, roots: [...vendor.roots, root] }, context);
  context.print(vendor.roots.length === 0 ? t.presentRoot(root.kid) : t.nextRoot(root.kid));
}

/** The next root becomes the present one, and a new one the next. */
export async function rotateRoot(context: Context): Promise<void> {
  const [present, next] = rootsOf(context);
  const vendor = readBegun(context);
  const root = await newRoot([present, next], context);
  write({ ...vendor, roots: [next, root] }, context);
  context.print(context.t.rotatedRoot(present.kid, next.kid, root.kid));
}

/** Opens it, as somebody does who looks whether it still can be opened, and says which one it is. */
export async function showRoot(context: Context): Promise<void> {
  const roots = rootsOf(context);
  const { publicKey } = await openSigner(word(context, 0), context);
  const index = roots.findIndex(({ x, y }) => x === publicKey.x && y === publicKey.y);
  const root = roots[index];
  if (root === undefined) throw new Fault(context.t.noRootOfOurs);
  context.print(context.t.rootIs(root.kid, index === 0));
}

async function newRoot(roots: NamedKey[], context: Context): Promise<NamedKey> {
  const { publicKey } = await openSigner(word(context, 0), context, true);
  if (roots.some(({ x }) => x === publicKey.x)) throw new Fault(context.t.rootListed);
  return { ...publicKey, kid: await calculateJwkThumbprint(publicKey) };
}

function readBegun(context: Context): Begun {
  const folder = folderOf(context);
  // Before a key is made that would be listed nowhere.
  if (!existsSync(folder)) throw new Fault(context.t.fileToWrite.noFolder(folder));
  const path = join(folder, 'vendor.json');
  writableNeeded(path, context.t);
  if (!existsSync(path)) {
    const directoryUrl = needed(context, 'directory-url');
    const begun = Begun.safeParse({ directoryUrl, roots: [] });
    if (!begun.success) throw new Fault(context.t.badDirectoryUrl);
    return begun.data;
  }
  try {
    return Begun.parse(JSON.parse(readNeeded(path, context.t).toString('utf8')));
  } catch (cause) {
    throw new Fault(context.t.badVendorFile(path), { cause });
  }
}

function write(vendor: Begun, context: Context): void {
  const path = join(folderOf(context), 'vendor.json');
  writeNeeded(path, `${JSON.stringify(vendor, null, 2)}\n`, 0o644, context.t);
}
