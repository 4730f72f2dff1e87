/** The operator's commands, and the branch's page, where nobody without a certificate gets a connection to the back office. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readClientKey } from '../../../bank/back-office/client-key.ts';

import { addClient } from '../../../bank/issuer/service/add-client.ts';
import type { Log } from '../../../bank/service/log.ts';
import { openClientTls } from '../../../bank/service/files/tls-folder.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import type { Certificate, TestCa } from '../../fakes/app/test-ca.ts';
import { backOfficeOf } from '../../fakes/bank/back-office.ts';
import { clerkAt, testBranch } from '../../fakes/bank/branch-page.ts';
import { testIssuer } from '../../fakes/bank/issuer.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { runProgram } from '../../fakes/bank/process.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ownPort } from '../../fakes/port.ts';

const day = 24 * 60 * 60_000;

function folderWith(files: Record<string, string>): string {
  const folder = join(temporaryFolder(), 'tls');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const clientFolder = ({ key, cert }: Certificate, ca: string) =>
  folderWith({ 'key.pem': key, 'cert.pem': cert, 'server-ca.pem': ca });

/** The service as a program, whose certificate is for these names, and its operator's commands. */
async function started(names?: string) {
  const ca = createTestCa(temporaryFolder());
  const { key, cert } = ca.issue(names === undefined ? {} : { names });
  const served = folderWith({ 'key.pem': key, 'cert.pem': cert, 'client-ca.pem': ca.certificate });
  const data = temporaryFolder();
  const { said } = await runIssuer([...anyPorts, '--data', data, '--back-office-tls', served]);
  const [, url = ''] = /back office at (\S+)\/,/.exec(said) ?? [];
  const clientKey = join(data, 'desk.key');
  await addClient(data, { institution: 'akagi', client: 'desk', scopes: ['staff'] }, clientKey);
  const where = ['--client-key', clientKey, '--back-office-url', url];
  const type = (words: string[], env: Record<string, string> = {}) =>
    runProgram(built('issuer/main.js'), ['operator', ...words, ...where], env);
  return { ca, type };
}

it('an operator whose certificate the institution has signed is let in', async () => {
  const { ca, type } = await started();
  const tls = clientFolder(ca.issue(), ca.certificate);
  const list = await type(['list', '--back-office-tls', tls]);
  expect(list).toEqual({ code: 0, out: 'contract  in use  on its way\n', err: '' });
});

it.each<[string, (ca: TestCa) => Certificate]>([
  ['of an authority that it does not know', (ca) => ca.issue({ by: 'unknown' })],
  [
    'that is out of date',
    (ca) => ca.issue({ from: Date.now() - 9 * day, until: Date.now() - day }),
  ],
])('by a certificate %s nothing is done: a sentence, exit code 1', async (_what, issue) => {
  const { ca, type } = await started();
  const tls = clientFolder(issue(ca), ca.certificate);
  const { code, out, err } = await type(['release', '4711', '--yes', '--back-office-tls', tls]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('nothing was done: the service closed the connection');
  expect(err).toContain('is cert.pem of --back-office-tls one of an authority that it takes');
  expect(err).not.toContain('    at ');
});

it('whoever presents none is told by which option it is done', async () => {
  const { ca, type } = await started();
  const { code, err } = await type(['list'], { NODE_EXTRA_CA_CERTS: ca.path });
  expect(code).toBe(1);
  expect(err).toContain('is cert.pem of --back-office-tls one of an authority that it takes');
});

it('the authority of the server’s certificate may be one that Node was told of', async () => {
  const { ca, type } = await started();
  const { key, cert } = ca.issue();
  const tls = folderWith({ 'key.pem': key, 'cert.pem': cert });
  const list = ['list', '--back-office-tls', tls];
  expect((await type(list, { NODE_EXTRA_CA_CERTS: ca.path })).code).toBe(0);
  const { code, err } = await type(list);
  expect(code).toBe(1);
  expect(err).toContain("nothing was done: the service's certificate is not trusted");
  expect(err).toContain('server-ca.pem of --back-office-tls');
});

it('a server whose certificate bears another name is not believed', async () => {
  const { ca, type } = await started('DNS:other.example');
  const tls = clientFolder(ca.issue(), ca.certificate);
  const { code, err } = await type(['list', '--back-office-tls', tls]);
  expect(code).toBe(1);
  expect(err).toContain('is not trusted (ERR_TLS_CERT_ALTNAME_INVALID). Is the name in');
});

const somewhere = ['--back-office-url', 'https://127.0.0.1:9'];

it('an option that does not fit is named, and nothing is asked', async () => {
  const type = (...args: string[]) =>
    runProgram(built('issuer/main.js'), ['operator', 'list', ...args]);
  const data = temporaryFolder();
  const key = join(data, 'desk.key');
  await addClient(data, { institution: 'akagi', client: 'desk', scopes: ['staff'] }, key);
  const plain = ['--back-office-url', 'http://127.0.0.1:9', '--back-office-tls', data];
  const [noHttps, noKey, nobody] = [
    await type('--client-key', key, ...plain),
    await type('--client-key', join(data, 'none.key'), ...somewhere),
    await type('--client-key', key, '--back-office-url', `https://127.0.0.1:${await ownPort()}`),
  ];
  expect(noHttps.err).toContain('--back-office-tls goes with a --back-office-url that is https:');
  expect(noKey.err).toContain(`--client-key: There is no ${join(data, 'none.key')}.`);
  expect(nobody.err).toContain('nobody answers at --back-office-url (ECONNREFUSED)');
  expect([noHttps, noKey, nobody].map(({ code }) => code)).toEqual([1, 1, 1]);
});

/** The service in this process, its client's files, and the key of a client of it. */
async function securedIssuer() {
  const ca = createTestCa(temporaryFolder());
  const { key, cert } = ca.issue();
  const bytes = { key: Buffer.from(key), cert: Buffer.from(cert) };
  const issuer = await testIssuer({
    backOfficeTls: () => ({ ...bytes, clientCa: Buffer.from(ca.certificate) }),
  });
  return { ca, issuer, folder: clientFolder(ca.issue(), ca.certificate) };
}

const silentLog = { info: () => undefined, error: () => undefined };
const clientTlsOf = (folder: string, log: Log = silentLog) =>
  openClientTls({ option: '--back-office-tls', folder }, log);

it('the branch’s page asks with its certificate', async () => {
  const { issuer, folder } = await securedIssuer();
  const keyFile = join(issuer.options.dataDir, 'branch.key');
  const client = { institution: 'akagi', client: 'branch', scopes: ['staff'] };
  await addClient(issuer.options.dataDir, client, keyFile);
  const clerk = clerkAt(
    await testBranch({
      backOfficeUrl: issuer.backOfficeUrl,
      backOfficeTls: clientTlsOf(folder),
      clientKey: readClientKey(keyFile),
    }),
  );
  await clerk.logIn();
  expect((await clerk.get('/contracts/list')).status).toBe(200);
});

it('a renewed certificate counts without a restart, and one that is renewed by half leaves that of before', async () => {
  const { ca, issuer, folder } = await securedIssuer();
  const put = ({ key, cert }: Partial<Certificate>) => {
    if (key !== undefined) writeFileSync(join(folder, 'key.pem'), key);
    if (cert !== undefined) writeFileSync(join(folder, 'cert.pem'), cert);
  };
  put(ca.issue({ by: 'unknown' }));
  const logged: string[] = [];
  const log = { ...silentLog, error: (event: string) => void logged.push(event) };
  const office = await backOfficeOf(issuer, { tls: clientTlsOf(folder, log) });
  const list = async () => (await office.listContracts()).contracts;
  await expect(list()).rejects.toThrow('no-answer');
  const { key, cert } = ca.issue();
  put({ key });
  await vi.waitFor(async () => {
    await expect(list()).rejects.toThrow('no-answer');
    expect(logged).toEqual(['certificate-not-read']);
  }, 10_000);
  put({ cert });
  await vi.waitFor(async () => expect(await list()).toEqual([]), 10_000);
});

it('an answer that does not come in time is waited for once', async () => {
  const { ca, issuer, folder } = await securedIssuer();
  let asked = 0;
  const silent = createServer({ ...ca.issue(), ca: ca.certificate, requestCert: true }, () => {
    asked += 1;
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const tls = clientTlsOf(folder);
  const office = await backOfficeOf(issuer, { url, tls, timeoutMs: 2000 });
  await expect(office.listContracts()).rejects.toThrow('no-answer');
  expect(asked).toBe(1);
});
