/** The kit as an institution's engineer types it: what it reads, what it writes, and how it ends. */
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { CompactSign, importJWK } from 'jose';
import type { JWK } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { conformanceCommand, writeSettings } from '../../fakes/conformance/command.ts';
import { conformanceBench } from '../../fakes/conformance/issuer.ts';
import { startWrongIssuer } from '../../fakes/conformance/wrong-issuer.ts';
import { wrongClocks } from '../../fakes/conformance/wrong-deeds.ts';

vi.setConfig({ testTimeout: 300_000 });

const few = ['--only', 'time,activation,bank,messages'];

it('conforms: exit code 0, and the report as text, JUnit XML and JSON', async () => {
  const bench = await conformanceBench();
  const { issuerUrl } = bench.settings.institution;
  const command = conformanceCommand();
  await writeSettings(command, bench);
  const reports = ['--junit', 'junit.xml', '--json', 'report.json'];
  const { code, out, err } = await command.run(
    issuerUrl,
    '--settings',
    'settings.json',
    ...few,
    ...reports,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('passed  code-once  no code is taken twice  [Codes]');
  const report = JSON.parse(command.read('report.json')) as { passed: number; checks: unknown[] };
  expect(report).toMatchObject({ issuerUrl, failed: 0, notTried: 0 });
  expect(report.checks).toHaveLength(report.passed);
  const xml = new DOMParser().parseFromString(command.read('junit.xml'), 'text/xml');
  expect(xml.documentElement?.getAttribute('failures')).toBe('0');
  expect(xml.getElementsByTagName('testcase')).toHaveLength(report.passed);
});

it('does not conform: exit code 1, with what was due, what came and where it stands', async () => {
  const bench = await conformanceBench();
  const { exchange } = wrongClocks['ten minutes ahead'] ?? {};
  if (!exchange) throw new Error('no such mutation');
  const url = await startWrongIssuer(bench, exchange);
  const command = conformanceCommand();
  await writeSettings(command, bench);
  const args = ['--settings', 'settings.json', '--only', 'time', '--lang', 'ja'];
  const { code, out } = await command.run(url, ...args, '--junit', 'junit.xml');
  expect(code).toBe(1);
  expect(out).toContain('不適合  clock-right  時計が合っている  [Time]');
  expect(out).toContain('あるべき答え: ±5000 ms');
  expect(out).toContain('docs/activation-protocol.md「Time」');
  const xml = new DOMParser().parseFromString(command.read('junit.xml'), 'text/xml');
  expect(xml.getElementsByTagName('failure')).toHaveLength(1);
});

it('says of what it could not try why, and that is no fault', async () => {
  const bench = await conformanceBench();
  const { serviceId, issuerUrl, encryptionKeys, signingKeys } = bench.settings.institution;
  const command = conformanceCommand();
  const issues = [await bench.settings.deeds.issue()];
  command.write('settings.json', { serviceId, keys: { encryptionKeys, signingKeys }, issues });
  const args = ['--settings', 'settings.json', '--only', 'activates,own-secret,code-once'];
  const { code, out } = await command.run(issuerUrl, ...args);
  expect(code).toBe(0);
  expect(out).toMatch(/not tried {2}own-secret .*\n +no fresh issue is left/);
  expect(out).toMatch(/not tried {2}code-once .*\n +deeds of the settings has no start/);
});

describe('the keys of the signed directory', () => {
  async function signed() {
    const bench = await conformanceBench();
    const entry = await bench.issuer.entryOf('akagi');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const root = { ...publicKey.export({ format: 'jwk' }), kid: 'root' };
    const at = Math.floor(Date.now() / 1000);
    const directory = { seq: 1, iat: at, exp: at + 86_400, institutions: [entry] };
    const jws = await new CompactSign(Buffer.from(JSON.stringify(directory)))
      .setProtectedHeader({ alg: 'ES256', kid: 'root', typ: 'otp-directory+jws' })
      .sign(await importJWK(privateKey.export({ format: 'jwk' }) as JWK, 'ES256'));
    const command = conformanceCommand();
    command.write('directory.jws', jws);
    command.write('root.json', root);
    command.write('settings.json', { issues: [] });
    const run = (url: string, ...args: string[]) =>
      command.run(url, '--settings', 'settings.json', '--only', 'tells-time', ...args);
    return { command, run, issuerUrl: entry.issuerUrl };
  }
  const both = ['--directory', 'directory.jws', '--root', 'root.json'];

  it('are taken when the root has signed them', async () => {
    const { run, issuerUrl } = await signed();
    expect(await run(issuerUrl, ...both)).toMatchObject({ code: 0, err: '' });
  });

  it('may stand beside the settings, and the root in a vendor’s file', async () => {
    const { run, issuerUrl, command } = await signed();
    const roots = [JSON.parse(command.read('root.json')) as object];
    command.write('vendor.json', {
      roots,
      directoryUrl: 'https://directory.example/directory.jws',
    });
    command.write('settings.json', { directory: 'directory.jws', root: 'vendor.json' });
    expect(await run(issuerUrl)).toMatchObject({ code: 0, err: '' });
  });

  it('are not taken when another root has', async () => {
    const { run, issuerUrl, command } = await signed();
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    command.write('root.json', { ...publicKey.export({ format: 'jwk' }), kid: 'root' });
    const { code, err } = await run(issuerUrl, ...both);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'directory.jws is no directory signed by this key.\n',
    });
  });

  it('are those of the address, and of no other', async () => {
    const { run } = await signed();
    const { code, err } = await run('https://issuer.example/other', ...both);
    expect(code).toBe(2);
    expect(err).toContain('https://issuer.example/other');
  });
});

const address = 'http://127.0.0.1:9/akagi';
const refused: [string, string[], string][] = [
  ['no address', [], 'Name one address'],
  ['an address with a slash', [`${address}/`, '--settings', 'empty.json'], 'without a slash'],
  ['plain http elsewhere', ['http://issuer.example', '--settings', 'empty.json'], 'https:'],
  ['no settings', [address], '--settings'],
  ['settings that are not there', [address, '--settings', 'no.json'], 'There is no no.json'],
  ['settings that are a folder', [address, '--settings', '.'], '. is a folder'],
  ['settings that are no JSON', [address, '--settings', 'half.json'], 'half.json:1:2: This is no'],
  [
    'settings with a word too many',
    [address, '--settings', 'more.json'],
    'more.json: colour: There is no such member',
  ],
  [
    'settings with a number for text',
    [address, '--settings', 'number.json'],
    'number.json: serviceId: must be text: put it in quotes. It must be 8 digits',
  ],
  [
    'a root that is none',
    [address, '--settings', 'empty.json', '--directory', 'no.jws', '--root', 'more.json'],
    'more.json: must be the public half of a key',
  ],
  [
    'a directory that is a folder',
    [address, '--settings', 'empty.json', '--directory', '.', '--root', 'root.json'],
    '. is a folder',
  ],
  ['no keys', [address, '--settings', 'empty.json'], 'public keys are needed'],
  ['an unknown check', [address, '--settings', 'empty.json', '--only', 'nonsense'], 'nonsense'],
  ['an unknown option', ['--polcy'], 'There is no option --polcy; --help lists them.\n'],
  [
    'an unknown option, in Japanese',
    ['--polcy', '--lang', 'ja'],
    '--polcy というオプションはありません。--help で一覧を表示します。\n',
  ],
  ['an unknown language', ['--lang', 'fr'], 'ja or en'],
  ...['x', '2.5', '1000001'].map((number): (typeof refused)[number] => [
    `${number} requests`,
    [address, '--settings', 'keys.json', '--limit-requests', number],
    '--limit-requests is a whole number from 0 to 1000000.\n',
  ]),
  ...['x', '1e1', '3601'].map((number): (typeof refused)[number] => [
    `a tolerance of ${number} seconds`,
    [address, '--settings', 'keys.json', '--clock-tolerance', number],
    '--clock-tolerance is a number of seconds from 0 to 3600.\n',
  ]),
  [
    'a report in a folder that is not there',
    [address, '--settings', 'keys.json', '--json', 'nowhere/report.json'],
    'There is no folder nowhere: make it first.\n',
  ],
  [
    'a report that is a folder, in Japanese',
    [address, '--settings', 'keys.json', '--junit', '.', '--lang', 'ja'],
    '. はフォルダです。ファイルを指定してください。\n',
  ],
  [
    'nobody at the address',
    [address, '--settings', 'keys.json', '--only', 'time'],
    "can't be reached",
  ],
];

it.each(refused)('%s: exit code 2 and a sentence', async (_what, args, words) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }];
  const command = conformanceCommand();
  command.write('empty.json', {});
  command.write('half.json', '{');
  command.write('more.json', { colour: 'red' });
  command.write('number.json', { serviceId: 10010017 });
  command.write('root.json', keys);
  command.write('keys.json', {
    serviceId: '10010017',
    keys: { encryptionKeys: keys, signingKeys: keys },
  });
  const { code, err } = await command.run(...args);
  expect(code).toBe(2);
  expect(err).toContain(words);
  expect(err).not.toContain('    at ');
});

it('where nothing could be checked no report is left, and the one before stays', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }];
  const command = conformanceCommand();
  const lists = { encryptionKeys: keys, signingKeys: keys };
  command.write('settings.json', { serviceId: '10010017', keys: lists });
  command.write('before.xml', 'before');
  const reports = ['--json', 'report.json', '--junit', 'before.xml'];
  const { code } = await command.run(address, '--settings', 'settings.json', ...reports);
  expect(code).toBe(2);
  expect(readdirSync(command.folder).toSorted()).toEqual(['before.xml', 'settings.json']);
  expect(command.read('before.xml')).toBe('before');
});

it('a command that fails: exit code 2, with which deed and what it said', async () => {
  const bench = await conformanceBench();
  const command = conformanceCommand();
  const settings = await writeSettings(command, bench);
  const failing = [process.execPath, '-e', 'console.error("no such branch"); process.exit(3)'];
  command.write('settings.json', { ...settings, command: failing });
  const { issuerUrl } = bench.settings.institution;
  const args = ['--settings', 'settings.json', '--only', 'activates'];
  const { code, err } = await command.run(issuerUrl, ...args);
  expect(code).toBe(2);
  expect(err).toContain('failed at issue: no such branch');
});

it.each([
  ['ja', '終了コード', '同じ番号は2度受け付けない'],
  ['en', 'exit codes', 'no code is taken twice'],
])('--help and --list in %s', async (lang, help, listed) => {
  const { run } = conformanceCommand();
  expect(await run('--help', '--lang', lang)).toMatchObject({ code: 0 });
  expect((await run('--help', '--lang', lang)).out).toContain(help);
  expect((await run('--list', '--lang', lang)).out).toContain(listed);
});
