/** The issuing service as a program of its own: how it starts, how it ends, and what it refuses to start with. */
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clientOf, issueRequest, testIssuer } from '../../fakes/bank/issuer.ts';
import type { BackOffice } from '../../fakes/bank/issuer.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');

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

it.runIf(process.platform === 'linux')(
  'leaves no private key of a client that could not be entered',
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'key.json');
    // A folder in which nobody makes a file.
    const { said } = await runIssuer(['add-client', 'akagi', 'banking', file, '--data', '/proc']);
    expect(said).toContain('Nothing may be written in /proc');
    expect(readdirSync(folder)).toEqual([]);
  },
);

it.each([
  [['--port', '65536'], '--port: not a port from 0 to 65535'],
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
