/** What a key container of another system must be to be taken over (RFC 6030), and what is said of one that is not. */
import { createCipheriv, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { dividePskc } from '../../../bank/issuer/pskc/divide-pskc.ts';
import type { PskcReason } from '../../../bank/issuer/pskc/fault.ts';
import type { PskcKey } from '../../../bank/issuer/pskc/protection.ts';
import { readPskc } from '../../../bank/issuer/pskc/read-pskc.ts';
import { writePskc } from '../../../bank/issuer/tokens/pskc.ts';

const now = Date.UTC(2026, 5, 15);
const secret = Buffer.from('12345678901234567890');
const namespaces = `xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
  xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"`;

type Parts = Partial<
  Record<'algorithm' | 'parameters' | 'secret' | 'data' | 'rest' | 'head' | 'device', string>
>;
const container = (parts: Parts = {}) => `<?xml version="1.0"?>
<KeyContainer Version="1.0" ${namespaces}>${parts.head ?? ''}
 <KeyPackage>${parts.device ?? ''}
  <Key Id="K1" Algorithm="${parts.algorithm ?? 'urn:ietf:params:xml:ns:keyprov:pskc:totp'}">
   <AlgorithmParameters>${parts.parameters ?? '<ResponseFormat Length="6" Encoding="DECIMAL"/>'}</AlgorithmParameters>
   <Data><Secret>${parts.secret ?? `<PlainValue>${secret.toString('base64')}</PlainValue>`}</Secret>${
     parts.data ?? '<TimeInterval><PlainValue>60</PlainValue></TimeInterval>'
   }</Data>${parts.rest ?? '<UserId>UID=akagi001</UserId>'}
  </Key>
 </KeyPackage>
</KeyContainer>`;

const plain = {
  keyId: 'K1',
  userId: 'UID=akagi001',
  secret,
  algorithm: 'SHA1',
  digits: 6,
  driftSteps: 0,
  expiresAt: null,
} as const;

it.each<[string, Parts, object]>([
  ['without a word on the hash', {}, {}],
  [
    'with everything said',
    {
      parameters: '<Suite>HMAC-SHA256</Suite><ResponseFormat Length="8" Encoding="DECIMAL"/>',
      data: '<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>-2</PlainValue></TimeDrift>',
      rest: '<UserId>UID=akagi001,O=Akagi</UserId><Policy><StartDate>2026-01-01T00:00:00Z</StartDate><ExpiryDate>2027-01-01T00:00:00Z</ExpiryDate><KeyUsage>OTP</KeyUsage></Policy>',
    },
    {
      userId: 'UID=akagi001,O=Akagi',
      algorithm: 'SHA256',
      digits: 8,
      driftSteps: -2,
      expiresAt: Date.UTC(2027, 0, 1),
    },
  ],
  ['with the name that python-pskc writes', { algorithm: 'totp' }, {}],
  [
    'of a device with a user and an end',
    {
      device:
        '<DeviceInfo><ExpiryDate>2027-01-01T00:00:00Z</ExpiryDate><UserId>akagi001</UserId></DeviceInfo>',
      rest: '',
    },
    { userId: 'akagi001', expiresAt: Date.UTC(2027, 0, 1) },
  ],
  [
    'with members that nobody knows',
    { rest: '<UserId>UID=akagi001</UserId><Extensions><x/></Extensions>' },
    {},
  ],
  [
    'with a drift that no verifier could have',
    {
      data: '<TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>9999</PlainValue></TimeDrift>',
    },
    {},
  ],
])('a key %s is taken', async (_what, parts, change) => {
  expect(await readPskc(container(parts), null, now)).toEqual([{ ...plain, ...change }]);
});

const refusals: [string, string, PskcReason][] = [
  ['nothing', '', 'not-pskc'],
  ['no XML', 'K1,akagi001', 'not-pskc'],
  ['half of it', container().slice(0, 600), 'not-pskc'],
  ['another document', '<html/>', 'not-pskc'],
  ['another version', container().replace('Version="1.0" ', 'Version="2.0" '), 'not-pskc'],
  ['another namespace', container().replace('keyprov:pskc"', 'keyprov:other"'), 'not-pskc'],
  ['deep nesting', '<a>'.repeat(100_000), 'not-pskc'],
  [
    'entities of its own',
    `<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;">]>${container({ secret: '<PlainValue>&b;</PlainValue>' })}`,
    'not-pskc',
  ],
  [
    'a file of this machine',
    `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${container({ rest: '<UserId>&f;</UserId>' })}`,
    'not-pskc',
  ],
  ['no key', `<KeyContainer Version="1.0" ${namespaces}/>`, 'no-key'],
  ['a package without a key', container().replace(/<Key [^]*<\/Key>/, ''), 'not-totp'],
  ['a HOTP key', container({ algorithm: 'urn:ietf:params:xml:ns:keyprov:pskc:hotp' }), 'not-totp'],
  [
    '30 seconds',
    container({ data: '<TimeInterval><PlainValue>30</PlainValue></TimeInterval>' }),
    'period',
  ],
  ['no period', container({ data: '' }), 'period'],
  [
    'another T0',
    container({
      data: '<Time><PlainValue>7</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval>',
    }),
    'period',
  ],
  [
    'five digits',
    container({ parameters: '<ResponseFormat Length="5" Encoding="DECIMAL"/>' }),
    'digits',
  ],
  ['no digits', container({ parameters: '' }), 'digits'],
  [
    'hexadecimal codes',
    container({ parameters: '<ResponseFormat Length="6" Encoding="HEXADECIMAL"/>' }),
    'digits',
  ],
  [
    'a check digit',
    container({ parameters: '<ResponseFormat Length="6" Encoding="DECIMAL" CheckDigits="true"/>' }),
    'digits',
  ],
  [
    'another hash',
    container({
      parameters: '<Suite>HMAC-MD5</Suite><ResponseFormat Length="6" Encoding="DECIMAL"/>',
    }),
    'algorithm',
  ],
  ['a short secret', container({ secret: '<PlainValue>MTIzNA==</PlainValue>' }), 'secret-length'],
  ['no secret', container({ secret: '' }), 'unknown-encryption'],
  ['a use that is another', container({ rest: '<Policy><KeyUsage>CR</KeyUsage></Policy>' }), 'use'],
  [
    'a policy that is not understood',
    container({ rest: '<Policy><PINPolicy MaxFailedAttempts="3"/></Policy>' }),
    'use',
  ],
  [
    'a beginning that is to come',
    container({ rest: '<Policy><StartDate>2026-07-01T00:00:00Z</StartDate></Policy>' }),
    'use',
  ],
  [
    'an end that has come',
    container({ rest: '<Policy><ExpiryDate>2026-06-14T00:00:00Z</ExpiryDate></Policy>' }),
    'expired',
  ],
  [
    'an end that is no date',
    container({ rest: '<Policy><ExpiryDate>soon</ExpiryDate></Policy>' }),
    'expired',
  ],
];

it.each(refusals)('%s is refused', async (_what, text, reason) => {
  await expect(readPskc(text, null, now)).rejects.toMatchObject({ name: 'PskcFault', reason });
});

const seed = {
  tokenId: 'f'.repeat(32),
  userId: 'akagi001',
  secret,
  algorithm: 'SHA512',
  digits: 8,
  driftSteps: 1,
  expiresAt: Date.UTC(2027, 0, 1),
} as const;
const passphrase = 'a passphrase of the branch';

it('what this issuer has written it reads', { timeout: 60_000 }, async () => {
  const read = { ...plain, ...seed, keyId: seed.tokenId, userId: 'UID=akagi001' };
  const { tokenId: _, ...expected } = read;
  const open = await writePskc('あかぎ & <信用組合>', [seed], null);
  expect(await readPskc(open, null, now)).toEqual([expected]);
  const closed = await writePskc('あかぎ信用組合', [seed], passphrase);
  expect(await readPskc(closed, { passphrase }, now)).toEqual([expected]);

  const refused = (text: string, key: PskcKey | null) => readPskc(text, key, now);
  await expect(refused(closed, null)).rejects.toMatchObject({ reason: 'needs-secret' });
  await expect(refused(closed, { passphrase: 'another passphrase' })).rejects.toMatchObject({
    reason: 'wrong-secret',
  });
  const preShared = Buffer.alloc(16);
  await expect(refused(closed, { preShared })).rejects.toMatchObject({ reason: 'needs-secret' });
  const many = closed.replace(/<IterationCount>\d+/, '<IterationCount>99999999999');
  await expect(refused(many, { passphrase })).rejects.toMatchObject({
    reason: 'unknown-encryption',
  });
  const unmarked = closed.replace(/<pskc:ValueMAC>[^<]*<\/pskc:ValueMAC>/, '');
  await expect(refused(unmarked, { passphrase })).rejects.toMatchObject({ reason: 'no-mac' });
});

const key = Buffer.alloc(32, 7);
/** As XML Encryption pads: only the last byte says how much. */
function encrypted(value: Uint8Array, cipherName = 'aes256-cbc'): string {
  const padding = 16 - (value.length % 16);
  const padded = Buffer.concat([value, Buffer.alloc(padding - 1, 0xaa), Buffer.from([padding])]);
  const iv = Buffer.alloc(16, 1);
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const bytes = Buffer.concat([iv, cipher.update(padded), cipher.final()]);
  const method = `http://www.w3.org/2001/04/xmlenc#${cipherName}`;
  const mac = createHmac('sha256', key).update(bytes).digest('base64');
  return `<EncryptedValue><xenc:EncryptionMethod Algorithm="${method}"/><xenc:CipherData><xenc:CipherValue>
    ${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData></EncryptedValue><ValueMAC>${mac}</ValueMAC>`;
}
const head = (
  mac = '<MACMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>',
) => `<EncryptionKey><ds:KeyName>of the branch</ds:KeyName></EncryptionKey>${mac}`;

it('a pre-shared key opens it, which is the key of the MAC too where there is no other', async () => {
  const text = container({ head: head(), secret: encrypted(secret) });
  expect(await readPskc(text, { preShared: key }, now)).toEqual([plain]);
});

it.each<[string, Parts, Buffer, PskcReason]>([
  ['another key', {}, Buffer.alloc(32, 8), 'wrong-secret'],
  ['a shorter key', {}, key.subarray(0, 16), 'wrong-secret'],
  ['no MAC', { head: head('') }, key, 'no-mac'],
  ['a MAC of another kind', { head: head('<MACMethod Algorithm="md5"/>') }, key, 'no-mac'],
  [
    'a cipher of another kind',
    { secret: encrypted(secret, 'tripledes-cbc') },
    key,
    'unknown-encryption',
  ],
  [
    'a value that was changed',
    { secret: encrypted(secret).replace('AQEB', 'AQEC') },
    key,
    'wrong-secret',
  ],
  [
    'a value cut off',
    { secret: encrypted(secret).replace(/[\w+/=]{24}<\/xenc:CipherValue>/, '</xenc:CipherValue>') },
    key,
    'wrong-secret',
  ],
  [
    'a key by a certificate',
    { head: '<EncryptionKey><ds:X509Data/></EncryptionKey>' },
    key,
    'unknown-encryption',
  ],
])('encrypted with %s it is refused', async (_what, parts, preShared, reason) => {
  const text = container({ head: head(), secret: encrypted(secret), ...parts });
  await expect(readPskc(text, { preShared }, now)).rejects.toMatchObject({ reason });
});

const seedsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    tokenId: `K${at}`,
    userId: `user-${at}`,
    secret,
    algorithm: 'SHA1' as const,
    digits: 6,
    driftSteps: 0,
    expiresAt: Date.UTC(2027, 0, 1),
  }));
const divided = (text: string, keys: number, bytes = Infinity) =>
  dividePskc(text, { keys, bytes, bytesOf: Buffer.byteLength });

it.each([null, 'a passphrase of the branch'])(
  'a container is divided, and its parts have together what it has (passphrase: %s)',
  async (given) => {
    const opener = given === null ? null : { passphrase: given };
    const whole = await writePskc('さくら信用組合', seedsOf(5), given);
    const parts = divided(whole, 2);
    expect(parts.map(({ first, last }) => [first, last])).toEqual([
      [1, 2],
      [3, 4],
      [5, 5],
    ]);
    const read = await Promise.all(parts.map((part) => readPskc(part.container, opener, now)));
    expect(read.flat()).toEqual(await readPskc(whole, opener, now));
    expect(divided(whole, 5).map((part) => part.container)).toEqual([whole]);
  },
);

it('a part has as many bytes as it may, and one key where even that is too much', async () => {
  const whole = await writePskc('さくら信用組合', seedsOf(6), null);
  const [one] = divided(whole, 1);
  const [two] = divided(whole, 2);
  const sizes = (bytes: number) =>
    divided(whole, 500, bytes).map(({ first, last }) => last - first + 1);
  expect(sizes(Buffer.byteLength(two?.container ?? ''))).toEqual([2, 2, 2]);
  expect(sizes(Buffer.byteLength(two?.container ?? '') - 1)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(sizes(Buffer.byteLength(one?.container ?? '') - 1)).toEqual([1, 1, 1, 1, 1, 1]);
});

it('what stands among the keys and is none is in every part, but blanks and remarks', async () => {
  const extension = '<Extension xmlns:x="urn:x"><x:note>&#x1F511; 🔑</x:note></Extension>';
  const others = `\n <!-- a remark with <KeyPackage/> in it -->${extension}\n`;
  const [start = '', each = '', end = ''] = container().split(/(<KeyPackage>[^]*<\/KeyPackage>)/);
  const whole = `\uFEFF${start}<Note>🔑</Note>${each}${others}${each.replace('K1', 'K2')}${end}`;
  const parts = divided(whole, 1);
  for (const part of parts) {
    expect(part.container).toContain(extension);
    expect(part.container).not.toContain('a remark');
  }
  const read = await Promise.all(parts.map((part) => readPskc(part.container, null, now)));
  expect(read.flat().map(({ keyId }) => keyId)).toEqual(['K1', 'K2']);
});
