/**
 * What a release is made with: the vendor's public directory keys, and the signed directory itself
 * (docs/release.md). Nothing of it is taken on trust: a release with a directory that its own app refuses
 * activates nothing, and one with a private key in it has to be called back.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readSigned } from '../../electron/adapters/institution/jws.ts';
import { readNamed } from '../../bank/service/files/named-file.ts';
import { brandFolder } from './brand.ts';
import { Directory, NamedKey, maxDirectoryBytes, messageType } from '../../shared/protocol.ts';

/** Kept with the brand, or wherever the vendor keeps it. */
export const vendorFolder = process.env['VENDOR_FOLDER'] ?? brandFolder();
/** Goes into the package as it is: the app checks its signature before anything else. */
export const directoryFile = join(vendorFolder, 'directory.jws');

/** Whoever installs the release in its first weeks must find a directory that still activates. */
export const minDaysLeft = 14;
const daySeconds = 24 * 3600;

export const VendorFile = z.strictObject({
  directoryUrl: z.url({ protocol: /^https$/ }),
  /** The present one and the next. */
  roots: z.array(z.strictObject(NamedKey.shape)).length(2),
  /** As the system names who signed, for the download page, and for the app that takes a newer version. */
  publisher: z
    .strictObject({
      windows: z.string().min(1),
      /** The certificate before and the one after, whose installers are taken too. */
      otherWindows: z.array(z.string().min(1)).max(8),
      macos: z.string().min(1),
    })
    .partial()
    .optional(),
  /** For the directory's word of this version (build/release/app-member.ts). */
  publication: z
    .strictObject({
      /** Of the folder that the files will lie in, with its final slash. */
      filesUrl: z.url({ protocol: /^https$/ }).regex(/\/$/),
      notesUrl: z.url({ protocol: /^https$/ }),
      minimum: z.string(),
    })
    .optional(),
});
export type Vendor = z.infer<typeof VendorFile>;

/** Whether there is anything to make a release with; without it there is the demo alone. */
export const hasVendor = (folder = vendorFolder) => existsSync(join(folder, 'vendor.json'));

/** Throws Error with a sentence that says what is missing or wrong, and what to do. */
export function readVendor(folder = vendorFolder): Vendor {
  const file = join(folder, 'vendor.json');
  const text = readNeeded(file);
  if (hasPrivateKey(text)) {
    throw new Error(
      `${file} holds a private key (d). Keep it offline, put its public half here, and replace the key if this file was ever given away.`,
    );
  }
  const { data: vendor, error } = VendorFile.safeParse(parseOrNull(text));
  if (vendor === undefined) {
    throw new Error(
      `${file} must hold an https: directoryUrl and two public keys, the present root and the next (docs/release.md); wrong: ${placesOf(error)}.`,
    );
  }
  const [present, next] = vendor.roots;
  if (present?.kid === next?.kid || present?.x === next?.x) {
    throw new Error(`${file}: the two roots must be two keys with two names (kid).`);
  }
  return vendor;
}

/** Reads all that a release is made with. `now` in epoch milliseconds. Throws Error as readVendor does. */
export async function checkVendor(folder = vendorFolder, now = Date.now()): Promise<Vendor> {
  const vendor = readVendor(folder);
  const file = join(folder, 'directory.jws');
  await checkDirectory(file, readNeeded(file), vendor, now);
  return vendor;
}

/** What main is built into (build/targets.ts). */
export const mainFiles = [
  'dist/main/main.cjs',
  'dist/main/start.cjs',
  'dist/main/policy-source.cjs',
  'dist/main/stretch-thread.cjs',
  'dist/main/this-app.cjs',
  'dist/main/electron-updater.cjs',
];

/** Looks into what was built: the same directory still, the vendor's keys and address, and no private key. */
export async function checkBuilt(
  read: (file: string) => string,
  vendor: Vendor,
  now = Date.now(),
): Promise<void> {
  const directory = 'dist/main/directory.jws';
  await checkDirectory(directory, read(directory), vendor, now);
  const main = mainFiles.map(read).join('\n');
  const needed = [vendor.directoryUrl, ...vendor.roots.flatMap(({ x, y, kid }) => [x, y, kid])];
  if (!needed.every((value) => main.includes(value))) {
    throw new Error('The built app does not hold the roots and the address of vendor.json.');
  }
  if (hasPrivateKey(main)) throw new Error('The built app holds a private key (d).');
}

/** A sentence for whoever makes the release, without a stack. */
export function endWith(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** What it returns, or the sentence. */
export function orEnd<T>(deed: () => T): T {
  try {
    return deed();
  } catch (error) {
    return endWith(error);
  }
}

async function checkDirectory(
  file: string,
  text: string,
  { roots }: Vendor,
  now: number,
): Promise<void> {
  const jws = text.trim();
  if (Buffer.byteLength(text) > maxDirectoryBytes) {
    throw new Error(`${file} has more than ${maxDirectoryBytes} bytes, which no app reads.`);
  }
  const signed = await readSigned(jws, roots, messageType.directory, z.unknown());
  if (signed === null) {
    throw new Error(
      `${file} is no directory signed by a root of vendor.json: sign it anew, or put the key that signed it there.`,
    );
  }
  const { data: directory, error } = Directory.safeParse(signed);
  if (directory === undefined) {
    throw new Error(
      `${file} is signed, and not as docs/activation-protocol.md has it; wrong: ${placesOf(error)}.`,
    );
  }
  const { iat, exp, institutions } = directory;
  if (iat > now / 1000 + daySeconds) {
    throw new Error(`${file} is from ${dateOf(iat)}, which is yet to come.`);
  }
  if (exp < now / 1000 + minDaysLeft * daySeconds) {
    throw new Error(
      `${file} expires on ${dateOf(exp)}; a release needs one with at least ${minDaysLeft} days left.`,
    );
  }
  const plain = plainAddresses(directory);
  if (plain.length > 0) {
    const ids = [...new Set(plain.map(({ index }) => institutions[index]?.serviceId))].join(', ');
    throw new Error(`${file} has addresses without https:, which are for a demo alone (${ids}).`);
  }
}

/** Addresses without TLS, which the schema allows for a demo on one machine (docs/activation-protocol.md). */
export function plainAddresses({ institutions }: Directory) {
  return institutions.flatMap((entry, index) =>
    (['issuerUrl', 'bankUrl'] as const)
      .filter((member) => !entry[member].startsWith('https:'))
      .map((member) => ({ index, member })),
  );
}

function readNeeded(file: string): string {
  if (!existsSync(file)) throw new Error(`A release needs ${file} (docs/release.md).`);
  return readNamed(file).toString('utf8');
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as the wrong content that it is.
    return null;
  }
}

/** Members by name alone: values may be keys. */
function placesOf(error: z.ZodError): string {
  const places = error.issues.map(({ path }) => path.map(String).join('.') || 'the whole');
  return [...new Set(places)].slice(0, 5).join(', ');
}

/** The private half of a P-256 JWK, 32 bytes as base64url, in JSON or in a script. */
function hasPrivateKey(text: string): boolean {
  return /["'`]?\bd["'`]?\s*:\s*["'`][A-Za-z0-9_-]{43}["'`]/.test(text);
}

function dateOf(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 10);
}
