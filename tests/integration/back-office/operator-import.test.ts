/** Seeds of another system by the operator's commands: files of any size, broken off and repeated, and what is refused of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { writePskc } from '../../../bank/issuer/tokens/pskc.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { backOfficeOf, typing } from '../../fakes/bank/back-office.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { TestIssuer } from '../../fakes/bank/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const passphrase = 'a passphrase of the branch';

/** What one service has written, with references in the place of its user IDs. */
async function containerFor(
  references: string[],
  isPlain = false,
): Promise<{ file: string; secret: string[] }> {
  const seeds = references.map((userId, at) => ({
    tokenId: `key-${at}`,
    userId,
    secret: Buffer.alloc(20, (at % 255) + 1),
    algorithm: 'SHA1' as const,
    digits: 6,
    driftSteps: 0,
    expiresAt: Date.UTC(2099, 0, 1),
  }));
  const [file, secret] = [join(temporaryFolder(), 'seeds.xml'), join(temporaryFolder(), 'secret')];
  writeFileSync(file, await writePskc('見本', seeds, isPlain ? null : passphrase));
  if (isPlain) return { file, secret: [] };
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
  return { file, secret: ['--passphrase-file', secret] };
}

it('tokens of another system are in use once they are imported, and their codes are taken', async () => {
  const issuer = await testIssuer();
  const type = await typing(issuer);
  const { file, secret } = await containerFor(['4711', '4712']);
  expect(await type('import-pskc', file, ...secret, '--dry-run')).toContain('tokens: 2');
  expect(await type('list')).not.toContain('4711');
  expect(await type('import-pskc', file, ...secret, '--yes')).toContain('2 tokens are in use');
  expect(await type('list')).toContain('4711  inUse  none\n4712  inUse  none');
  issuer.clock.moveBy(180_000);
  const secretOf4711 = Buffer.alloc(20, 1).toString('base64url');
  const otp = { secret: secretOf4711, algorithm: 'SHA1', digits: 6, period: 60 } as const;
  const code = codeAt({ otp }, issuer.clock.now());
  const office = await backOfficeOf(issuer);
  const taken = await office.takeCode('4711', { code, purpose: 'log-in' }, { key: 'code' });
  expect(taken.verdict).toBe('accepted');
  expect(await type('audit')).toContain('token-imported-by-operator');
});

it.each([
  [['4712', '4711'], 'key 2: its contract has a token'],
  [['4712', '4712'], 'key 2: the second one of its contract'],
  [['4712', '../x'], 'key 2: its UserId is no reference'],
])('of a container for %j nothing is imported', async (references, sentence) => {
  const issuer = await testIssuer();
  const { token } = await setUp(issuer, await issuer.client('banking'), '4711');
  const office = await backOfficeOf(issuer);
  await office.startUse('4711', { code: codeAt(token, issuer.clock.now()) }, { key: 'start' });
  const type = await typing(issuer);
  const { file, secret } = await containerFor(references);
  await expect(type('import-pskc', file, ...secret, '--yes')).rejects.toThrow(sentence);
  expect(await type('list')).not.toContain('4712');
});

const many = (count: number) => Array.from({ length: count }, (_, at) => `c${at + 1}`);

/** How many tokens are in use, and of how many contracts. */
async function inUse({ storage }: TestIssuer) {
  const rows = await rowsOf<{ customer: number }>(
    storage,
    "SELECT customer FROM tokens WHERE state = 'inUse'",
  );
  return { tokens: rows.length, contracts: new Set(rows.map(({ customer }) => customer)).size };
}

/** Looks at each request to import after the service has done it; what it throws loses the answer. */
function afterImport(look: (times: number) => void): void {
  const { fetch } = globalThis;
  let times = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const response = await fetch(url, init);
    if (!String(url).endsWith('/seeds/import')) return response;
    times += 1;
    look(times);
    return response;
  });
}

const lost = () => {
  throw new TypeError('fetch failed');
};

it('1,201 seeds go in three requests, each told as it is done, and all are in use', async () => {
  const issuer = await testIssuer();
  const type = await typing(issuer);
  const { file } = await containerFor(many(1201), true);
  const rehearsed = await type('import-pskc', file, '--dry-run');
  expect(rehearsed).toContain('tokens: 1201');
  expect(rehearsed).toContain('requests: 3');
  const said = await type('import-pskc', file, '--yes');
  expect(said.match(/keys \d+ to \d+ of 1201: in use/g)).toEqual([
    'keys 1 to 500 of 1201: in use',
    'keys 501 to 1000 of 1201: in use',
    'keys 1001 to 1201 of 1201: in use',
  ]);
  expect(said).toContain('1201 tokens are in use');
  expect(await inUse(issuer)).toEqual({ tokens: 1201, contracts: 1201 });
});

it('a wordy file goes in requests that the service takes by their size, encrypted as it is', async () => {
  const issuer = await testIssuer();
  const type = await typing(issuer);
  const { file, secret } = await containerFor(many(600));
  // 500 of these have more than 1 MiB.
  const wordy = `<!-- ${'"'.repeat(700)} --><pskc:Data>`;
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('<pskc:Data>', wordy));
  const said = await type('import-pskc', file, ...secret, '--yes');
  expect(said).toMatch(/keys 1 to [34]\d\d of 600: in use/);
  expect(said).toContain('600 tokens are in use');
  expect(await inUse(issuer)).toEqual({ tokens: 600, contracts: 600 });
});

it('an import that is ended in the middle is repeated by the same words, and nothing is imported twice', async () => {
  const issuer = await testIssuer();
  const { file } = await containerFor(many(1201), true);
  const ended = await typing(issuer, ['seeds'], (line) => {
    if (line.includes('keys 1 to 500')) throw new Error('ended');
  });
  await expect(ended('import-pskc', file, '--yes')).rejects.toThrow('ended');
  expect((await inUse(issuer)).tokens).toBe(500);
  const type = await typing(issuer, ['seeds']);
  expect(await type('import-pskc', file, '--yes')).toContain('1201 tokens are in use');
  expect(await type('import-pskc', file, '--yes')).toContain('1201 tokens are in use');
  expect(await inUse(issuer)).toEqual({ tokens: 1201, contracts: 1201 });
});

it('where the answer in the middle is lost it is said what stands, and the same words find out', async () => {
  const issuer = await testIssuer();
  const type = await typing(issuer);
  const { file } = await containerFor(many(1201), true);
  // The client asks again once by itself.
  afterImport((times) => (times === 2 || times === 3 ? lost() : undefined));
  const broken = type('import-pskc', file, '--yes');
  await expect(broken).rejects.toThrow(
    'keys 1 to 500 of 1201 are in use. There was no answer to keys 501 to 1000 of 1201',
  );
  expect((await inUse(issuer)).tokens).toBe(1000);
  expect(await type('import-pskc', file, '--yes')).toContain('1201 tokens are in use');
  expect(await inUse(issuer)).toEqual({ tokens: 1201, contracts: 1201 });
});

/** One of 600 contracts has an issue on its way, which keeps its seed out. */
async function oneInTheWay() {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  await office.openIssue('c550', issueRequest, { key: 'issue' });
  return { issuer, office, type: await typing(issuer) };
}
const refused =
  /keys 1 to 500 of 600 are in use and stay so; from key 501 on none was imported \(\S+ key 550: its contract has a token\)/;

it('a part that is refused is told with what stands; put right, the same words do the rest', async () => {
  const { issuer, office, type } = await oneInTheWay();
  const { file } = await containerFor(many(600), true);
  await expect(type('import-pskc', file, '--yes')).rejects.toThrow(refused);
  expect((await inUse(issuer)).tokens).toBe(500);
  await office.voidIssue('c550', { key: 'void' });
  expect(await type('import-pskc', file, '--yes')).toContain('600 tokens are in use');
  expect(await inUse(issuer)).toEqual({ tokens: 600, contracts: 600 });
});

it('with the key in the way taken out of the file the same words do the rest too', async () => {
  const { issuer, type } = await oneInTheWay();
  const { file } = await containerFor(many(600), true);
  await expect(type('import-pskc', file, '--yes')).rejects.toThrow(refused);
  const packages = readFileSync(file, 'utf8').split(/(?=<pskc:KeyPackage)/);
  writeFileSync(file, packages.filter((each) => !each.includes('UID=c550<')).join(''));
  expect(await type('import-pskc', file, '--yes')).toContain('599 tokens are in use');
  expect(await inUse(issuer)).toEqual({ tokens: 599, contracts: 599 });
});

it('two keys of one contract are seen before anything is sent, wherever they stand', async () => {
  const issuer = await testIssuer();
  const type = await typing(issuer);
  const { file } = await containerFor([...many(600), 'c1'], true);
  const sentence = 'key 601: the second one of its contract';
  await expect(type('import-pskc', file, '--dry-run')).rejects.toThrow(sentence);
  await expect(type('import-pskc', file, '--yes')).rejects.toThrow(sentence);
  expect((await inUse(issuer)).tokens).toBe(0);
});
