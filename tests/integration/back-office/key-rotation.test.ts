/** Another key for what is kept, while the service runs; and keys that somebody else keeps. */
import { once } from 'node:events';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { institutions } from '../../../bank/service/institution.ts';
import { makeKeyFile, openKeys, readKeyFile } from '../../../bank/service/storage/keys.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { openTenants } from '../../../bank/issuer/service/tenants.ts';
import { dropSecret, rotateSecret } from '../../../bank/issuer/upkeep/server-secret.ts';
import { codeAt, newAttempt, readError, send } from '../../fakes/bank/app.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { activationPassword, issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { BackOffice, TestIssuer } from '../../fakes/bank/issuer.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const keyFileOf = ({ options }: TestIssuer) => join(options.dataDir, 'keys.json');

async function rotate(issuer: TestIssuer): Promise<void> {
  rotateSecret(keyFileOf(issuer), issuer.clock.now);
  await issuer.reload();
}

async function drop({ options, clock, storage }: TestIssuer): Promise<void> {
  const { dataDir } = options;
  const keys = await openKeys(dataDir, institutions, () => false, issuerStore);
  const tenants = openTenants({ institutions }, storage, keys);
  await dropSecret(join(dataDir, 'keys.json'), { storage, tenants }, clock.now);
}

async function isDone(issuer: TestIssuer): Promise<boolean> {
  const metrics = await (await fetch(`${issuer.managementUrl}/metrics`)).text();
  return /^issuer_secrets_sealed_by_present_key 1$/m.test(metrics);
}

async function secretsOf({ storage }: TestIssuer): Promise<Buffer[]> {
  const rows = await rowsOf<{ secret: Buffer }>(storage, 'SELECT secret FROM tokens ORDER BY id');
  return rows.map(({ secret }) => secret);
}

async function inUse(issuer: TestIssuer, client: BackOffice, reference: string) {
  const { token } = await setUp(issuer, client, reference);
  const path = `/v1/contracts/${reference}`;
  await client.post(`${path}/start`, { code: codeAt(token, issuer.clock.now()) });
  return async (office = client) => {
    const code = { code: codeAt(token, issuer.clock.now()), purpose: 'log-in' };
    return (await office.post(`${path}/codes`, code)).body['verdict'];
  };
}

it('codes are taken while every secret gets another key, and when the old key is out', async () => {
  const issuer = await testIssuer();
  const { clock, options } = issuer;
  const client = await issuer.client('banking');
  const logIns = [await inUse(issuer, client, '1'), await inUse(issuer, client, '2')];
  const verdicts: unknown[] = [];
  const takeAll = async (office?: BackOffice) => {
    clock.moveBy(minute);
    for (const logIn of logIns) verdicts.push(await logIn(office));
  };
  const before = await secretsOf(issuer);
  await takeAll();
  await rotate(issuer);
  do await takeAll();
  while (!(await isDone(issuer)));
  const after = await secretsOf(issuer);
  expect(after.filter((secret, index) => before[index]?.equals(secret))).toEqual([]);
  clock.moveBy(4 * day);
  await drop(issuer);
  await issuer.reload();
  await takeAll();
  await issuer.close();
  const again = await testIssuer({ ...options, clock });
  await takeAll(await again.client('banking'));
  expect(new Set(verdicts)).toEqual(new Set(['accepted']));
  expect(JSON.parse(readFileSync(keyFileOf(issuer), 'utf8'))).toMatchObject({
    server: [{ madeAt: expect.any(Number) as number }],
  });
});

it('what was hashed by the old key holds: a password, tries that were counted, an answer', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const made = await client.post('/v1/contracts/1/issues', issueRequest, { key: 'first' });
  const userId = String(made.body['userId']);
  const entry = await issuer.entryOf('akagi');
  const guess = async (password: string) =>
    send(entry, await newAttempt(entry, { userId, activationPassword: password }));
  await guess('00000');
  await guess('00001');
  await rotate(issuer);
  expect(await readError(entry, await guess('00002'))).toMatchObject({ triesLeft: 2 });
  const again = await client.post('/v1/contracts/1/issues', issueRequest, { key: 'first' });
  expect(again.text).toBe(made.text);
  expect((await guess(activationPassword)).status).toBe(200);
});

it('the old key stays while something may need it, and the sentence says what', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await inUse(issuer, client, '1');
  await expect(drop(issuer)).rejects.toThrow('there is no older key to drop');
  rotateSecret(keyFileOf(issuer), issuer.clock.now);
  await expect(drop(issuer)).rejects.toThrow('has not read the present key yet');
  await issuer.reload();
  await expect(drop(issuer)).rejects.toThrow('issues from before may still need it until');
  expect(() => rotateSecret(keyFileOf(issuer), issuer.clock.now)).toThrow('drop-key comes first');
  await expect.poll(() => isDone(issuer)).toBe(true);
  issuer.clock.moveBy(4 * day);
  await drop(issuer);
});

it('a key file that can’t be read leaves the service with the keys that it has', async () => {
  const logged: string[] = [];
  const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
  const issuer = await testIssuer({ log });
  const logIn = await inUse(issuer, await issuer.client('banking'), '1');
  chmodSync(keyFileOf(issuer), 0o644);
  await issuer.reload();
  expect(logged).toEqual(['keys-not-read']);
  issuer.clock.moveBy(minute);
  expect(await logIn()).toBe('accepted');
  await issuer.close();
  await expect(testIssuer(issuer.options)).rejects.toThrow('can be read by others');
});

it('keys that somebody else keeps are read and never written, and read anew at SIGHUP', async () => {
  const file = join(temporaryFolder(), 'keys.json');
  const data = temporaryFolder();
  const own = ['--key-file', file, '--data', data, '--log', 'json'];
  expect((await runIssuer([...anyPorts, ...own])).said).toContain('make-keys makes one');
  expect((await runIssuer(['make-keys', file])).said).toContain('keys of akagi, haruna');
  expect((await runIssuer(['make-keys', file])).said).toContain('is there already');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o400);
  const program = await runIssuer([...anyPorts, ...own]);
  expect(program.said).toContain('"event":"ready"');
  expect((await runIssuer(['rotate-key', ...own])).said).toContain('Reload the service (SIGHUP)');
  program.child.kill('SIGHUP');
  await expect.poll(() => program.all()).toContain('secrets-sealed-by-present-key');
  program.child.kill('SIGTERM');
  expect(await once(program.child, 'exit')).toEqual([0, null]);
});

it('an institution that joins later is given its keys in the file by make-keys, and the others keep theirs', async () => {
  const keyFile = join(temporaryFolder(), 'keys.json');
  await makeKeyFile(keyFile, institutions.slice(0, 1));
  const before = readKeyFile(keyFile);
  const starting = testIssuer({ keyFile });
  await expect(starting).rejects.toThrow('keys.json has no keys of haruna; make-keys adds them');
  expect((await runIssuer(['make-keys', keyFile])).said).toContain('keys of haruna, for its owner');
  expect(readKeyFile(keyFile)).toMatchObject(before);
  const issuer = await testIssuer({ keyFile });
  const time = await fetch(`${issuer.url}/haruna/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`);
  expect(time.status).toBe(200);
});

it.each(['rotate-key', 'drop-key'])(
  '%s leaves the keys where no database is in sight',
  async (command) => {
    const [file, data] = [join(temporaryFolder(), 'keys.json'), temporaryFolder()];
    await runIssuer(['make-keys', file]);
    if (command === 'drop-key') rotateSecret(file, Date.now);
    const before = readFileSync(file, 'utf8');
    const { said } = await runIssuer([command, '--key-file', file, '--data', data]);
    expect(said).toContain('no database in sight');
    expect(readFileSync(file, 'utf8')).toBe(before);
  },
);
