/** The institution's own JWE beside jose's, which is not our code: each reads what the other has sealed. */
import { generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { describe, expect, test } from 'vitest';
import { openJwe, readPublicKey, sealJwe } from '../../../bank/issuer/routes/jwe.ts';

const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyOf = () => ours.privateKey;
const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: 'ours', typ: 'kind' };
const plain = Buffer.from('{"言葉":"番号"}');

const seal = (changes: object = {}) =>
  new CompactEncrypt(plain).setProtectedHeader({ ...header, ...changes }).encrypt(ours.publicKey);

/** With another part in the place of one; the header as it is given. */
const withPart = (jwe: string, index: number, part: (before: string) => string) =>
  jwe
    .split('.')
    .map((each, at) => (at === index ? part(each) : each))
    .join('.');
const otherBit = (part: string) => {
  const bytes = Buffer.from(part, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes.toString('base64url');
};
const withHeader = (jwe: string, changes: object) =>
  withPart(jwe, 0, (head) => {
    const members = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    return Buffer.from(JSON.stringify({ ...members, ...changes })).toString('base64url');
  });

function isOpened(jwe: string): boolean {
  try {
    openJwe(jwe, keyOf);
    return true;
  } catch {
    return false;
  }
}

test('what jose has sealed is opened, and its kind and key are told', async () => {
  const kids: unknown[] = [];
  const { typ, plaintext } = openJwe(await seal(), (kid) => {
    kids.push(kid);
    return ours.privateKey;
  });
  expect({ typ, kids, text: plaintext.toString() }).toStrictEqual({
    typ: 'kind',
    kids: ['ours'],
    text: plain.toString(),
  });
});

test('the parties that a sender may name go into the key (RFC 7518 §4.6.2)', async () => {
  const jwe = await new CompactEncrypt(plain)
    .setProtectedHeader(header)
    .setKeyManagementParameters({ apu: Buffer.from('Alice'), apv: Buffer.from('Bob') })
    .encrypt(ours.publicKey);
  expect(openJwe(jwe, keyOf).plaintext.toString()).toBe(plain.toString());
});

test('what the institution has sealed is opened by jose', async () => {
  const jwe = sealJwe(ours.publicKey, { kid: 'theirs', typ: 'kind' }, plain);
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, ours.privateKey);
  expect(Buffer.from(plaintext).toString()).toBe(plain.toString());
  expect(protectedHeader).toMatchObject({ ...header, kid: 'theirs' });
});

test('no two messages share their one-time key or their nonce', () => {
  const [one, other] = [0, 1].map(() => sealJwe(ours.publicKey, { kid: 'k', typ: 't' }, plain));
  const parts = (jwe = '') => jwe.split('.');
  expect(parts(one)[0]).not.toBe(parts(other)[0]);
  expect(parts(one)[2]).not.toBe(parts(other)[2]);
});

describe('what was changed on the way is not opened', () => {
  test.each([
    ['a bit of the nonce', (jwe: string) => withPart(jwe, 2, otherBit)],
    ['a bit of the text', (jwe: string) => withPart(jwe, 3, otherBit)],
    ['a bit of the tag', (jwe: string) => withPart(jwe, 4, otherBit)],
    ['a tag cut to four bytes', (jwe: string) => withPart(jwe, 4, (tag) => tag.slice(0, 6) || tag)],
    ['a nonce of sixteen bytes', (jwe: string) => withPart(jwe, 2, () => 'A'.repeat(22))],
    ['an encrypted key', (jwe: string) => withPart(jwe, 1, () => 'AAAA')],
    ['a sixth part', (jwe: string) => `${jwe}.AAAA`],
    ['a space in it', (jwe: string) => withPart(jwe, 3, (text) => ` ${text}`)],
    ['a member more in its header', (jwe: string) => withHeader(jwe, { more: 1 })],
    ['another kind in its header', (jwe: string) => withHeader(jwe, { typ: 'other' })],
  ])('%s', async (_what, change) => {
    const jwe = await seal();
    expect(isOpened(jwe)).toBe(true);
    expect(isOpened(change(jwe))).toBe(false);
  });
});

describe('a header that asks for something else is refused, whatever it is sealed with', () => {
  test.each([
    ['key wrapping', { alg: 'ECDH-ES+A256KW' }],
    ['no key agreement', { alg: 'dir' }],
    ['another cipher', { enc: 'A128GCM' }],
    ['compression', { zip: 'DEF' }],
    ['what must be understood', { crit: ['exp'], exp: 1 }],
    ['no one-time key', { epk: undefined }],
    ['a one-time key of another curve', { epk: { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' } }],
    [
      'a one-time key beside the curve',
      { epk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } },
    ],
    [
      'a private one-time key',
      {
        epk: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
          format: 'jwk',
        }),
      },
    ],
  ])('%s', async (_what, changes) => {
    expect(isOpened(withHeader(await seal(), changes))).toBe(false);
  });
});

test('a point beside the curve is no key', () => {
  const beside = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } as const;
  expect(() => readPublicKey(beside)).toThrow(/JWK/);
});
