/** The issuing service as a program of its own: how it starts, how it ends, and what it refuses to start with. */
import { X509Certificate } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { institutions } from '../../../bank/service/institution.ts';
import { makeKeyFile } from '../../../bank/service/storage/keys.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { testClock } from '../../fakes/bank/bank.ts';
import { clientOf, issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { BackOffice } from '../../fakes/bank/issuer.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');

const certOf = (pem: Buffer) => new X509Certificate(pem).toString().trim();

/** Of a client that nobody knows. */
const refusedForm = new URLSearchParams({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: 'nonsense',
});

it('starts, says both addresses, and ends when it is told to', async () => {
  const { child, said } = await runIssuer([...anyPorts, '--data', temporaryFolder()]);
  const [, app, management] = /issuer ready: (\S+)\/ .*management at (\S+)\/\)/.exec(said) ?? [];
  expect((await fetch(`${app}/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(200);
  expect((await fetch(`${management}/ready`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('what it has answered is there after kill -9, and is not done a second time', async () => {
  const data = temporaryFolder();
  const start = async () => {
    const { child, said } = await runIssuer([...anyPorts, '--data', data]);
    const [, url = ''] = /back office at (\S+)\/,/.exec(said) ?? [];
    return { child, office: await clientOf(url, data, Date, 'banking') };
  };
  const ask = (office: BackOffice) =>
    office.post('/v1/contracts/1/issues', issueRequest, { key: 'one' });
  const first = await start();
  const answered = await ask(first.office);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const { office } = await start();
  expect((await ask(office)).text).toBe(answered.text);
  expect((await office.get('/v1/audit')).text.match(/issue-made/g)).toHaveLength(1);
});

it('runs from one file and one library, somewhere else', async () => {
  const folder = temporaryFolder();
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of ['better-sqlite3', 'node-addon-api']) {
    cpSync(join(root, 'node_modules', name), join(modules, name), {
      recursive: true,
      filter: (path) => !/better-sqlite3\/(deps|src)(\/|$)/.test(path),
    });
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  cpSync(built('issuer/main.js'), join(folder, 'main.js'));
  const { said } = await runIssuer(
    [...anyPorts, '--data', temporaryFolder()],
    join(folder, 'main.js'),
  );
  expect(said).toContain('issuer ready');
});

it('a second one on the same data folder does not start', async () => {
  const dataDir = temporaryFolder();
  await testIssuer({ dataDir });
  const { said } = await runIssuer([...anyPorts, '--data', dataDir]);
  expect(said).toContain('another server is running on this data folder');
});

it('makes the keys of a client, the private one for its owner alone, and overwrites none', async () => {
  const data = temporaryFolder();
  const file = join(temporaryFolder(), 'key.json');
  const add = ['add-client', 'akagi', 'banking', file, '--data', data];
  expect((await runIssuer(add)).said).toContain(`banking: private key in ${file}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { d } = JSON.parse(readFileSync(file, 'utf8')) as { d: string };
  expect(readFileSync(join(data, 'clients.json'), 'utf8')).not.toContain(d);
  expect((await runIssuer(add)).said).toContain('is there already');
  expect(
    (await runIssuer(['add-client', 'nobody', 'x', `${file}2`, '--data', data])).said,
  ).toContain('no institution but akagi, haruna');
});

it.each([
  [['--port', '65536'], '--port: not a port'],
  [['--back-office-url', 'x'], '--back-office-url: not an address'],
  [['--institutions', join(root, 'package.json')], 'package.json: must be a list'],
  [['--institutions', '/nowhere/at-all.json'], 'There is no /nowhere/at-all.json'],
  [['--institutions', join(root, 'README.md')], 'README.md:1:1: This is no JSON'],
  [['--back-office-tls', '/nowhere'], '--back-office-tls: There is no /nowhere'],
  [['--back-office-host', '0.0.0.0'], '--back-office-url is needed'],
  [['--back-office-host', '::'], '--back-office-url is needed'],
  [['--time-source', 'foo'], '--time-source: not an address'],
  [['--scopes', 'nonsense'], '--scopes: not of banking, staff, seeds, audit'],
  [['operate'], '--help says what there is'],
  [['make-keys', '/nowhere/keys.json'], 'There is no folder /nowhere: make it first.'],
  [
    ['add-client', 'akagi', 'banking', '/nowhere/key'],
    'There is no folder /nowhere: make it first.',
  ],
])('%j is refused in words', async (args, words) => {
  const { said } = await runIssuer([...args, '--data', temporaryFolder()]);
  expect(said).toContain(words);
  expect(said.trim().split('\n')).toHaveLength(1);
});

it('listens at every address of the machine where it is told what clients call it', async () => {
  const url = 'https://back-office.example';
  const everywhere = ['--back-office-host', '0.0.0.0', '--back-office-url', url];
  const { said } = await runIssuer([...anyPorts, ...everywhere, '--data', temporaryFolder()]);
  expect(said).toContain(`back office at ${url}/`);
});

it('goes on where nobody reads any more what it says', async () => {
  const program = await runIssuer([...anyPorts, '--data', temporaryFolder()]);
  const [, url = '', backOffice = ''] =
    /ready: (\S+)\/ \(back office at (\S+)\/,/.exec(program.said) ?? [];
  program.child.stdout?.destroy();
  program.child.stderr?.destroy();
  const refused = () => fetch(`${backOffice}/token`, { method: 'POST', body: refusedForm });
  // Each leaves a line that can't be written.
  for (let times = 0; times < 3; times += 1) expect((await refused()).status).toBe(401);
  expect((await fetch(`${url}/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(200);
  program.child.kill('SIGTERM');
  expect(await once(program.child, 'exit')).toEqual([0, null]);
});

it('does not start with clients that can’t be read, and says where they are wrong', async () => {
  const data = temporaryFolder();
  const client = { clientId: 'x', institution: 'akagi', scopes: ['banking'] };
  const key = { kty: 'EC', kid: 'k', d: 'secret-half' };
  writeFileSync(
    join(data, 'clients.json'),
    JSON.stringify({ clients: [{ ...client, keys: [key] }] }),
  );
  const { said } = await runIssuer([...anyPorts, '--data', data]);
  expect(said).toContain('clients[0].keys[0]: is a private key');
  expect(said).not.toContain('secret-half');
});

it('an institution that is added later gets keys of its own, and the others keep theirs', async () => {
  const [first, second] = institutions;
  if (!first || !second) throw new Error('two samples');
  const issuer = await testIssuer({ institutions: [first] });
  const before = await issuer.entryOf('akagi');
  await issuer.close();
  const later = await testIssuer({ ...issuer.options, institutions: [first, second] });
  expect(await later.entryOf('akagi')).toMatchObject({ signingKeys: before.signingKeys });
  expect((await later.entryOf('haruna')).signingKeys).not.toEqual(before.signingKeys);
});

it('says no to a clock before the last event, until somebody has said that it is right', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await client.post('/v1/contracts/1/issues', issueRequest);
  await issuer.close();
  const behind = testClock(issuer.clock.now() - 60 * 60_000);
  const again = { ...issuer.options, now: behind.now, clock: behind };
  await expect(testIssuer(again)).rejects.toThrow('npm run issuer -- --clock-is-right');
  const repaired = await testIssuer({ ...again, clockIsRight: true });
  expect((await (await repaired.client('banking')).get('/v1/contracts/1')).status).toBe(200);
});

it('a code that was taken after a copy was made is not taken again when the copy is back', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '1');
  await client.post('/v1/contracts/1/start', { code: codeAt(token, issuer.clock.now()) });
  await issuer.close();
  const { dataDir } = issuer.options;
  const copy = temporaryFolder();
  cpSync(dataDir, copy, { recursive: true });
  issuer.clock.moveBy(2 * 60_000);
  const log = { code: codeAt(token, issuer.clock.now()), purpose: 'log-in' };
  const running = await testIssuer({ ...issuer.options, clock: issuer.clock });
  const used = await (await running.client('banking')).post('/v1/contracts/1/codes', log);
  expect(used.body['verdict']).toBe('accepted');
  await running.close();

  cpSync(join(copy, 'issuer.db'), join(dataDir, 'issuer.db'));
  const options = { ...issuer.options, clock: issuer.clock };
  await expect(testIssuer(options)).rejects.toThrow('npm run issuer -- restore <file>');
  const restored = await testIssuer({ ...options, restored: true });
  const office = await restored.client('banking');
  expect((await office.post('/v1/contracts/1/codes', log)).body['verdict']).toBe('wrong');
  issuer.clock.moveBy(3 * 60_000);
  const next = { ...log, code: codeAt(token, issuer.clock.now()) };
  expect((await office.post('/v1/contracts/1/codes', next)).body['verdict']).toBe('accepted');
});

/** The back office by TLS, with a certificate that `renew` puts another in the place of. */
async function secured() {
  const ca = createTestCa(temporaryFolder());
  const filesOf = ({ key, cert } = ca.issue()) => ({
    key: Buffer.from(key),
    cert: Buffer.from(cert),
    clientCa: Buffer.from(ca.certificate),
  });
  let files = filesOf();
  const logged: string[] = [];
  const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
  const issuer = await testIssuer({ backOfficeTls: () => files, log });
  const ask = (identity: { key?: string; cert?: string }) =>
    new Promise<{ status?: number | undefined; cert: string }>((resolve) => {
      // On a connection of its own.
      const options = { ...identity, ca: ca.certificate, agent: false };
      const asked = request(`${issuer.backOfficeUrl}/openapi.json`, options, (response) => {
        response.resume();
        const { raw } = (response.socket as TLSSocket).getPeerCertificate();
        resolve({ status: response.statusCode, cert: new X509Certificate(raw).toString() });
      });
      asked.once('error', () => resolve({ cert: 'no connection' }));
      asked.end();
    });
  const renew = async (changed: Partial<typeof files>) => {
    files = { ...files, ...changed };
    await issuer.reload();
  };
  return { ca, issuer, ask, renew, filesOf, logged };
}

it('by TLS only those get a connection whose certificate the institution has signed', async () => {
  const { ca, issuer, ask } = await secured();
  expect(issuer.backOfficeUrl).toMatch(/^https:/);
  expect(await ask(ca.issue())).toMatchObject({ status: 200 });
  expect(await ask({})).toEqual({ cert: 'no connection' });
  expect(await ask(ca.issue({ by: 'unknown' }))).toEqual({ cert: 'no connection' });
});

it.each([false, true])(
  'a database that is gone is missed, wherever the keys are (restored: %s)',
  async (restored) => {
    const keyFile = join(temporaryFolder(), 'keys.json');
    await makeKeyFile(keyFile, institutions);
    const issuer = await testIssuer({ keyFile });
    await issuer.close();
    const { clock, options } = issuer;
    const file = join(options.dataDir, 'issuer.db');
    rmSync(file);
    const again = testIssuer({ ...options, clock, restored });
    await expect(again).rejects.toThrow('(issuer.db) is missing');
    expect(existsSync(file)).toBe(false);
  },
);

it('a renewed certificate is shown after a reload, and clients still need one', async () => {
  const { ca, ask, renew, filesOf, logged } = await secured();
  const next = filesOf();
  await renew(next);
  const { status, cert } = await ask(ca.issue());
  expect([status, cert.trim()]).toEqual([200, certOf(next.cert)]);
  expect(await ask({})).toEqual({ cert: 'no connection' });
  expect(logged).toEqual([]);
});

it.each(['key', 'cert', 'clientCa'])(
  'where the new %s can’t be read the old certificate stays, and the log says so',
  async (file) => {
    const { ca, ask, renew, filesOf, logged } = await secured();
    const before = await ask(ca.issue());
    await renew({ ...filesOf(), [file]: Buffer.from('half a file') });
    expect(await ask(ca.issue())).toEqual(before);
    expect(before.status).toBe(200);
    expect(logged).toEqual(['certificate-not-read']);
  },
);
