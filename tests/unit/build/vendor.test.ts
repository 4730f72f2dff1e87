/** A release from garbage is none: what a vendor's folder must hold, and what is said where it does not. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkBuilt, checkVendor } from '../../../build/package/vendor.ts';
import { messageType } from '../../../shared/protocol.ts';
import { createIssuer, newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const now = Date.parse('2026-07-01T00:00:00Z');
const days = (count: number) => Math.floor(now / 1000) + count * 86_400;
const url = 'https://bank.example';

const issuer = await createIssuer({ now: () => now });
const nextRoot = await newKeyPair('root-2', 'ES256');
const { root } = issuer.keys;
const vendor = {
  directoryUrl: 'https://directory.example/directory.jws',
  roots: [publicHalf(root), publicHalf(nextRoot)],
};

/** A folder with what a release needs, but for what a test puts in its place. */
async function folderWith(change: { vendor?: unknown; directory?: string } = {}) {
  const folder = temporaryFolder();
  const text = 'vendor' in change ? change.vendor : vendor;
  const json = typeof text === 'string' ? text : JSON.stringify(text);
  writeFileSync(join(folder, 'vendor.json'), json);
  writeFileSync(join(folder, 'directory.jws'), change.directory ?? (await issuer.directory(url)));
  return folder;
}

test('a folder with two roots and a directory by either of them will do', async () => {
  expect(await checkVendor(await folderWith(), now)).toEqual(vendor);
  const list = { seq: 9, iat: days(0), exp: days(30), institutions: [issuer.entry(url)] };
  const directory = await issuer.sign(messageType.directory, list, nextRoot);
  expect(await checkVendor(await folderWith({ directory }), now)).toEqual(vendor);
});

describe('a vendor.json', () => {
  test.each<[string, unknown, RegExp]>([
    ['of one word', 'garbage', /must hold .* two public keys/],
    ['that is empty', '', /must hold .* two public keys/],
    ['with one root', { ...vendor, roots: [publicHalf(root)] }, /two public keys.*wrong: roots/],
    ['without roots', { ...vendor, roots: [] }, /wrong: roots/],
    ['with one root twice', { ...vendor, roots: [publicHalf(root), publicHalf(root)] }, /two keys/],
    [
      'with one key under two names',
      { ...vendor, roots: [publicHalf(root), { ...publicHalf(root), kid: 'root-2' }] },
      /must be two keys with two names/,
    ],
    [
      'with a private key',
      { ...vendor, roots: [publicHalf(root), nextRoot] },
      /holds a private key/,
    ],
    [
      'with a key of another curve',
      { ...vendor, roots: [publicHalf(root), { ...publicHalf(nextRoot), crv: 'P-384' }] },
      /wrong: roots\.1\.crv/,
    ],
    ['without an address', { roots: vendor.roots }, /wrong: directoryUrl/],
    [
      'without TLS',
      { ...vendor, directoryUrl: 'http://directory.example/' },
      /wrong: directoryUrl/,
    ],
  ])('%s is refused', async (_name, content, sentence) => {
    await expect(checkVendor(await folderWith({ vendor: content }), now)).rejects.toThrow(sentence);
  });
});

const stranger = await newKeyPair('root-1', 'ES256');
describe('a directory.jws', () => {
  const byStranger = { seq: 1, iat: days(0), exp: days(30), institutions: [issuer.entry(url)] };
  const [signing] = issuer.keys.signing;
  const entry = issuer.entry(url);
  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['of one word', () => 'garbage', /no directory signed by a root/],
    ['that is empty', () => '', /no directory signed by a root/],
    ['by a stranger', () => issuer.sign(messageType.directory, byStranger, stranger), /signed by/],
    ['as another message', () => issuer.sign(messageType.time, byStranger, root), /signed by/],
    ['of nobody', () => issuer.directory(url, { institutions: [] }), /wrong: institutions\.$/],
    [
      'with a bad entry',
      () => issuer.directory(url, { institutions: [{ ...entry, mark: '赤城信' }] }),
      /wrong: institutions\.0\.mark/,
    ],
    [
      'with a number twice',
      () => issuer.directory(url, { institutions: [entry, entry] }),
      /wrong: the whole/,
    ],
    [
      'with a private key',
      () => issuer.directory(url, { institutions: [{ ...entry, signingKeys: [signing] }] }),
      /wrong: institutions\.0\.signingKeys\.0\.d/,
    ],
    [
      'that has expired',
      () => issuer.directory(url, { iat: days(-9), exp: days(-1) }),
      /expires on 2026-06-30/,
    ],
    ['with 13 days left', () => issuer.directory(url, { exp: days(13) }), /at least 14 days left/],
    ['from next week', () => issuer.directory(url, { iat: days(7) }), /yet to come/],
    [
      'for a demo',
      () => issuer.directory('http://127.0.0.1:8787'),
      /without https:.*demo alone \(10010017\)/,
    ],
  ])('%s is refused', async (_name, make, sentence) => {
    const folder = await folderWith({ directory: await make() });
    await expect(checkVendor(folder, now)).rejects.toThrow(sentence);
  });
});

test.each(['vendor.json', 'directory.jws'])('without %s there is no release', async (file) => {
  const folder = await folderWith();
  rmSync(join(folder, file));
  await expect(checkVendor(folder, now)).rejects.toThrow(`A release needs ${join(folder, file)}`);
});

test('no sentence tells a key', async () => {
  const folder = await folderWith({ vendor: { ...vendor, roots: [root, nextRoot] } });
  const error = await checkVendor(folder, now).catch((each: unknown) => each);
  expect(String(error)).not.toContain(root.d);
});

describe('what was built', () => {
  const main = `const roots=${JSON.stringify(vendor.roots)},url="${vendor.directoryUrl}";`;
  const built = async (change: Record<string, string> = {}) => {
    const files: Record<string, string> = {
      'dist/main/main.cjs': main,
      'dist/main/directory.jws': await issuer.directory(url),
      ...change,
    };
    await checkBuilt((file) => files[file] ?? '', vendor, now);
  };

  test('with the vendor’s directory, roots and address is a release', async () => {
    await expect(built()).resolves.toBeUndefined();
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['with another directory', { 'dist/main/directory.jws': 'garbage' }, /signed by a root/],
    [
      'with the roots of a demo',
      { 'dist/main/main.cjs': 'const roots=[]' },
      /does not hold the roots/,
    ],
    [
      'with one root alone',
      { 'dist/main/main.cjs': main.replace(JSON.stringify(vendor.roots[1]), '{}') },
      /does not hold the roots/,
    ],
    ['with a private key', { 'dist/main/main.cjs': `${main}({d:"${root.d}"})` }, /private key/],
  ])('%s is none', async (_name, change, sentence) => {
    await expect(built(change)).rejects.toThrow(sentence);
  });
});
