/** What a receiver must refuse: a request that is right but for one thing. All of one issue, of which nothing is taken. */
import { expectCode } from '../check.ts';
import type { Check } from '../check.ts';
import { newAttempt, sendAttempt } from '../client/ask.ts';
import type { Attempt, Change } from '../client/ask.ts';
import { newDeviceKey } from '../client/seal.ts';
import type { CheckName } from '../text/checks-ja.ts';

type Bent = {
  name: CheckName;
  change?: Change;
  /** Of the sealed bytes. */
  bend?: (text: string) => string | Buffer;
  codes?: string[];
};

const members = (changed: Record<string, unknown>): Change => ({ members: changed });
/** The attempt's own, so that an answer to it can be opened. */
const deviceKey = (changed: Record<string, string>): Change => ({
  plain: (usual) =>
    Buffer.from(json({ ...usual, deviceKey: { ...(usual['deviceKey'] as object), ...changed } })),
});
const key = newDeviceKey();
const json = (usual: object) => JSON.stringify(usual);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The last of a tag's 22 characters has four bits to spare; the header could not be changed under the seal. */
const strayBit = (tag: string) =>
  tag.slice(0, -1) + alphabet.charAt(alphabet.indexOf(tag.slice(-1)) + 1);

/** Another part of five. */
function changePart(at: number, change: (part: string) => string): (text: string) => string {
  return (text) =>
    text
      .split('.')
      .map((part, index) => (index === at ? change(part) : part))
      .join('.');
}

const table: readonly Bent[] = [
  { name: 'bent-alg', change: { header: { alg: 'ECDH-ES+A256KW' } } },
  { name: 'bent-enc', change: { header: { enc: 'A128GCM' } } },
  { name: 'bent-crit', change: { header: { crit: ['exp'], exp: 1 } } },
  { name: 'bent-zip', change: { header: { zip: 'DEF' } } },
  { name: 'bent-typ', change: { typ: 'otp-renewal+jwe' } },
  { name: 'bent-no-typ', change: { header: { typ: undefined } } },
  // Whose key it is can't be told from a key that was retired.
  {
    name: 'bent-no-kid',
    change: { header: { kid: undefined } },
    codes: ['bad-request', 'key-retired'],
  },
  { name: 'bent-epk', change: { header: { epk: { ...key.jwk, y: key.jwk.x } } } },
  { name: 'bent-padding', bend: (text) => `${text}==` },
  { name: 'bent-space', bend: (text) => `${text}\n` },
  { name: 'bent-stray-bit', bend: changePart(4, strayBit) },
  { name: 'bent-short-tag', bend: changePart(4, (tag) => tag.slice(0, 16)) },
  {
    name: 'bent-tag',
    bend: changePart(4, (tag) => (tag.startsWith('A') ? 'B' : 'A') + tag.slice(1)),
  },
  {
    name: 'bent-twice',
    change: { plain: (usual) => Buffer.from(json(usual).replace('{', '{"v":1,')) },
  },
  {
    name: 'bent-utf8',
    change: {
      // JSON.stringify writes no such thing.
      plain: (usual) => {
        const text = json({ ...usual, app: { version: '99.0.0', os: '@' } });
        const [before = '', after = ''] = text.split('@');
        return Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xfe]), Buffer.from(after)]);
      },
    },
  },
  { name: 'bent-json', change: { plain: (usual) => Buffer.from(json(usual).slice(0, -1)) } },
  {
    name: 'bent-deep',
    change: {
      plain: (usual) =>
        Buffer.from(json({ ...usual, deep: '@' }).replace('"@"', '['.repeat(20) + ']'.repeat(20))),
    },
  },
  {
    name: 'bent-private-half',
    change: deviceKey({ d: key.jwk.x }),
  },
  { name: 'bent-no-point', change: members({ deviceKey: { ...key.jwk, y: key.jwk.x } }) },
  { name: 'bent-curve', change: deviceKey({ crv: 'P-384' }) },
  { name: 'bent-version', change: members({ v: 2 }) },
  { name: 'bent-missing', change: members({ app: undefined }) },
  { name: 'bent-user', change: members({ userId: 'ILOU000000' }) },
  { name: 'bent-password', change: members({ activationPassword: '123' }) },
  { name: 'bent-attempt', change: members({ attemptId: 'ABCDEF' }) },
  { name: 'bent-not-sealed', bend: () => json({ v: 1 }) },
  { name: 'bent-empty', bend: () => '' },
  { name: 'bent-too-large', bend: (text) => Buffer.alloc(64 * 1024 + 1, text) },
];

const bentAttempt = (attempt: Attempt, bend: Bent['bend']): Attempt => ({
  ...attempt,
  body: bend ? Buffer.from(bend(attempt.body.toString('latin1'))) : attempt.body,
});

export const bentChecks: readonly Check[] = table.map(
  ({ name, change, bend, codes = ['bad-request'] }): Check => ({
    name,
    section: 'Building blocks',
    async run(kit) {
      const attempt = newAttempt(kit, await kit.sharedIssue(), change);
      expectCode(await sendAttempt(kit, bentAttempt(attempt, bend)), ...codes);
    },
  }),
);
