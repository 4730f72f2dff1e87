/** What an institution starts from: units of systemd, nginx before the service, a container, and the commands of the guide. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { request } from 'node:https';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBranchOptions } from '../../../bank/branch/service/options.ts';
import { readTrustedProxies } from '../../../bank/service/peer.ts';
import { commands } from '../../../bank/issuer/service/commands.ts';
import { readInstitutions } from '../../../bank/issuer/service/institutions-file.ts';
import { readIssuerOptions } from '../../../bank/issuer/service/options.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { testIssuer } from '../../fakes/bank/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'build/package/issuer');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const branchUnit = 'desktop-token-branch.service';
const units = new Map(
  [folder, join(root, 'build/package/branch')].flatMap((each) =>
    readdirSync(each)
      .filter((name) => /\.(service|timer)$/.test(name))
      .map((name) => [name, readFileSync(join(each, name), 'utf8')] as const),
  ),
);
const services = [...units.keys()].filter((name) => name.endsWith('.service'));

/** The units with a Node that is here. */
function unitsHere(): string {
  const here = temporaryFolder();
  for (const [name, text] of units) {
    writeFileSync(join(here, name), text.replaceAll('/usr/bin/node', process.execPath));
  }
  return here;
}

test('systemd finds nothing wrong with the units', () => {
  const here = unitsHere();
  expect(units.size).toBe(4);
  const files = [...units.keys()].map((name) => join(here, name));
  const said = execFileSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' });
  expect(said).toBe('');
});

test.each(services)('systemd counts %s as little exposed', (name) => {
  const args = ['security', '--offline=true', '--threshold=15', join(unitsHere(), name)];
  expect(execFileSync('systemd-analyze', args, { encoding: 'utf8' })).toContain('Overall exposure');
});

/** A program's command lines in a text, each as one line. */
function linesOf(text: string, program: RegExp): string[][] {
  const whole = text.replaceAll(/\s*\\\n\s*/g, ' ');
  return [...whole.matchAll(new RegExp(`node ${program.source}/main\\.js (.+)$`, 'gm'))].map(
    ([, args = '']) => args.replace(/ [<>|] .*$/, '').split(/\s+/),
  );
}

const guide: [string, string] = [
  'docs/institution.md',
  readFileSync(join(root, 'docs/institution.md'), 'utf8'),
];

test.each([guide, [branchUnit, units.get(branchUnit) ?? '']])(
  'every command line of %s for the branch’s page is one that it takes',
  (_name, text) => {
    const lines = linesOf(text, /\/opt\/desktop-token-branch/);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [command] = readBranchOptions(line)?.words ?? [];
      expect([undefined, 'add-staff', 'remove-staff']).toContain(command);
    }
  },
);

test.each([
  ...[...units].filter(([name]) => services.includes(name) && name !== branchUnit),
  guide,
])('every command line of %s is one that the service takes', (_name, text) => {
  const lines = linesOf(text, /(?:\/opt\/desktop-token-issuer|dist\/issuer)/);
  expect(lines.length).toBeGreaterThan(0);
  const unknown = lines.filter((line) => {
    const [name, ...words] = readIssuerOptions(line)?.words ?? [];
    return name !== undefined && commands[name]?.takes !== words.length;
  });
  expect(unknown).toEqual([]);
});

test('the container’s entry and check are ones that the service takes', () => {
  const file = read('Containerfile');
  const listed = [...file.matchAll(/^(?:ENTRYPOINT|HEALTHCHECK CMD) (\[.*\])$/gm)];
  const lines = listed.map(([, list = '']) => JSON.parse(list) as string[]);
  expect(lines.map(([node, main]) => [node, main])).toEqual([
    ['node', 'main.js'],
    ['node', 'main.js'],
  ]);
  const words = lines.map(([, , ...args]) => readIssuerOptions(args)?.words);
  expect(words).toEqual([['health'], []]);
  expect(file).toMatch(/--read-only --cap-drop ALL --security-opt no-new-privileges/);
});

test('a program that is started as the guide says is alive, and its keys are what the vendor takes', async () => {
  const data = temporaryFolder();
  const keys = join(temporaryFolder(), 'keys.json');
  const example = join(folder, 'institutions.example.json');
  const own = ['--institutions', example, '--key-file', keys, '--data', data];
  expect(readInstitutions(example).map(({ slug }) => slug)).toEqual(['sakura']);
  await runIssuer(['make-keys', keys, ...own]);
  chmodSync(keys, 0o400);
  const publicKeys = JSON.parse(
    (await runIssuer(['public-keys', 'sakura', ...own])).said,
  ) as object;
  expect(Object.keys(publicKeys)).toEqual(['encryptionKeys', 'signingKeys']);
  expect(JSON.stringify(publicKeys)).not.toContain('"d"');
  const { said } = await runIssuer([...anyPorts, ...own]);
  const [, port = ''] = /management at \S+:(\d+)\//.exec(said) ?? [];
  expect((await runIssuer(['health', '--management-port', port])).said).toBe('alive\n');
  expect((await runIssuer(['health', '--management-port', '1'])).child.exitCode).not.toBe(0);
});

/** The example with another life of its tokens. */
function fileWith(days: string): string {
  const file = join(temporaryFolder(), 'institutions.json');
  const life = `"tokenLifeDays": ${days}`;
  writeFileSync(file, read('institutions.example.json').replace('"tokenLifeDays": 1825', life));
  return file;
}

test.each(['1', '29', '3650'])('tokens may live for %s days', (days) => {
  expect(readInstitutions(fileWith(days))).toMatchObject([{ tokenLifeDays: Number(days) }]);
});

test.each(['0', '-1', '3651', '1.5', '"20"'])(
  'a life of %s days is refused, by the file’s name and with what there is',
  (days) => {
    const file = fileWith(days);
    const rule = 'must be a whole number of days from 1 to 3650.';
    expect(() => readInstitutions(file)).toThrow(`${file}: [0].tokenLifeDays: ${rule}`);
  },
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The example with addresses, certificate and files of a test. */
async function nginxBefore(issuerUrl: string) {
  const here = temporaryFolder();
  chmodSync(here, 0o755);
  const ca = createTestCa(here);
  const { cert, key } = ca.issue();
  writeFileSync(join(here, 'cert.pem'), cert);
  writeFileSync(join(here, 'key.pem'), key);
  const port = await freePort();
  const site = read('nginx.conf')
    .replace('127.0.0.1:8790', new URL(issuerUrl).host)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    .replace(/^.*listen \[::\].*$/m, '')
    .replace('/etc/nginx/tls/otp.example.jp.pem', join(here, 'cert.pem'))
    .replace('/etc/nginx/tls/otp.example.jp.key', join(here, 'key.pem'))
    .replace('/var/log/nginx/issuer.log', join(here, 'access.log'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${here}/${name};`,
  );
  const main = `pid ${here}/nginx.pid; error_log stderr; daemon off; master_process off;
    events {} http { ${temporary.join(' ')} ${site} }`;
  writeFileSync(join(here, 'nginx.conf'), main);
  const args = ['-c', join(here, 'nginx.conf'), '-p', here, '-e', 'stderr'];
  execFileSync('/usr/sbin/nginx', ['-t', ...args], { stdio: 'pipe' });
  const nginx = spawn('/usr/sbin/nginx', args, { stdio: 'ignore' });
  onTestFinished(async () => {
    const ended = once(nginx, 'exit');
    nginx.kill('SIGKILL');
    await ended;
  });
  const ask = (path: string, init: { headers?: Record<string, string>; body?: string } = {}) =>
    new Promise<number>((resolve, reject) => {
      const method = init.body === undefined ? 'GET' : 'POST';
      const options = { method, ca: ca.certificate, headers: init.headers ?? {} };
      const asked = request(`https://127.0.0.1:${port}${path}`, options, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.once('error', reject);
      asked.end(init.body);
    });
  return ask;
}

test('through nginx by TLS the protocol is answered, and who asks is nobody’s own word', async () => {
  const trustedProxies = readTrustedProxies('127.0.0.1');
  const issuer = await testIssuer({ trustedProxies, limits: { timesPerAddress: 2 } });
  const ask = await nginxBefore(issuer.url);
  const time = '/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA';
  await expect.poll(async () => ask(time).catch(() => 0)).toBe(200);
  const spoof = (address: string) =>
    ask(time, { headers: { 'x-forwarded-for': address, forwarded: `for=${address}` } });
  expect([await spoof('192.0.2.1'), await spoof('192.0.2.2')]).toEqual([200, 429]);
  expect(await ask('/akagi/activations', { body: 'x'.repeat(70_000) })).toBe(413);
  for (const path of ['/health', '/metrics', '/v1/audit', '/token']) {
    expect(await ask(path)).toBe(404);
  }
});
