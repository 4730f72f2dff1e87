/** The folder of `--back-office-tls`: whatever is wrong with it is told by the option, the file and what to do, alike by every program that takes it. */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addClient } from '../../../bank/issuer/service/add-client.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { runProgram } from '../../fakes/bank/process.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const untilTheEnd = (remove: () => void) => process.once('exit', remove);
const ca = createTestCa(temporaryFolder(untilTheEnd));
const [own, other] = [ca.issue(), ca.issue()];

const data = temporaryFolder(untilTheEnd);
const clientKey = join(data, 'desk.key');
beforeAll(() =>
  addClient(data, { institution: 'akagi', client: 'desk', scopes: ['staff'] }, clientKey),
);
const asClient = ['--client-key', clientKey, '--back-office-url', 'https://127.0.0.1:9'];

type Program = {
  /** Whose certificates it takes. */
  authority: string;
  /** Starts it with the option; gives what it has said. */
  start(tls: string[]): Promise<string>;
};

const programs: Record<string, Program> = {
  'the issuing service': {
    authority: 'client-ca.pem',
    start: async (tls) =>
      (await runIssuer([...anyPorts, ...tls, '--data', temporaryFolder()])).said,
  },
  'the page of the branch': {
    authority: 'server-ca.pem',
    async start(tls) {
      const where = ['--institution', '見本', '--data', temporaryFolder(), '--port', '0'];
      return (await runProgram(built('branch/main.js'), [...asClient, ...where, ...tls])).err;
    },
  },
  'a command of the staff': {
    authority: 'server-ca.pem',
    start: async (tls) =>
      (await runProgram(built('issuer/main.js'), ['operator', 'list', ...asClient, ...tls])).err,
  },
};

type Change = (folder: string, authority: string) => void;
const write =
  (name: string, content: string | Buffer): Change =>
  (folder) =>
    writeFileSync(join(folder, name), content);
const writeAuthority =
  (text: string): Change =>
  (folder, authority) =>
    writeFileSync(join(folder, authority), text);
const without =
  (name: string, after: Change = () => undefined): Change =>
  (folder, authority) => {
    rmSync(join(folder, name));
    after(folder, authority);
  };

async function start({ authority, ...program }: Program, change: Change = () => undefined) {
  const folder = join(temporaryFolder(), 'tls');
  mkdirSync(folder);
  write('key.pem', own.key)(folder, authority);
  write('cert.pem', own.cert)(folder, authority);
  writeAuthority(ca.certificate)(folder, authority);
  change(folder, authority);
  const said = await program.start(['--back-office-tls', folder]);
  return said.replaceAll(folder, 'tls').replaceAll(authority, 'ca.pem').trim();
}

it('a folder as it must be starts the service', async () => {
  const said = programs['the issuing service'] && (await start(programs['the issuing service']));
  expect(said).toContain('back office at https://');
});

const noCertificate = 'is no certificate (PEM): it must begin with -----BEGIN CERTIFICATE-----';

const faults: [string, Change, string][] = [
  [
    'no such folder',
    (folder) => rmSync(folder, { recursive: true }),
    'There is no tls; it takes a folder with key.pem, cert.pem',
  ],
  [
    'a file in its place',
    (folder) => {
      cpSync(join(folder, 'key.pem'), `${folder}.pem`);
      rmSync(folder, { recursive: true });
      cpSync(`${folder}.pem`, folder);
    },
    'tls is no folder; it takes a folder',
  ],
  ['no key', without('key.pem'), 'There is no tls/key.pem.'],
  ['no certificate', without('cert.pem'), 'There is no tls/cert.pem.'],
  [
    'a folder for the certificate',
    without('cert.pem', (folder) => mkdirSync(join(folder, 'cert.pem'))),
    'tls/cert.pem is a folder',
  ],
  [
    'a key that can’t be read',
    without('key.pem', (folder) => symlinkSync('key.pem', join(folder, 'key.pem'))),
    "tls/key.pem can't be read (ELOOP).",
  ],
  ['an empty key', write('key.pem', ''), 'tls/key.pem is empty.'],
  ['an empty certificate', write('cert.pem', '\n'), 'tls/cert.pem is empty.'],
  ['an empty authority', writeAuthority(''), 'tls/ca.pem is empty.'],
  ['a key that is none', write('key.pem', own.cert), 'tls/key.pem is no private key'],
  ['a certificate that is none', write('cert.pem', 'half'), `tls/cert.pem ${noCertificate}`],
  [
    'the bytes of a certificate without their text',
    write('cert.pem', new X509Certificate(own.cert).raw),
    `tls/cert.pem ${noCertificate}`,
  ],
  ['an authority that is none', writeAuthority('half'), `tls/ca.pem ${noCertificate}`],
  [
    'an authority by a link that leads nowhere',
    (folder, authority) => {
      rmSync(join(folder, authority));
      symlinkSync('gone.pem', join(folder, authority));
    },
    'There is no tls/ca.pem.',
  ],
  [
    'the key of another certificate',
    write('key.pem', other.key),
    'the key in tls/key.pem does not belong to the certificate in tls/cert.pem',
  ],
];

describe.each(Object.entries(programs))('%s', (_name, program) => {
  it.each(faults)('%s', async (_what, change, sentence) => {
    const said = await start(program, change);
    const lines = said.split('\n').map((line) => line.replace(/^\w+: /, ''));
    expect(lines.at(-1)).toContain(`--back-office-tls: ${sentence}`);
    expect(lines.filter((line) => !line.startsWith('--back-office-tls: '))).toEqual([]);
    expect(said).not.toMatch(/ENO|EISDIR|error:|PRIVATE KEY-----\n|half/);
  });
});

it('a service without authorities for its clients is told to name them', async () => {
  const { 'the issuing service': service } = programs;
  const change: Change = (folder, authority) => rmSync(join(folder, authority));
  expect(service && (await start(service, change))).toContain(
    'issuer: --back-office-tls: There is no tls/ca.pem.',
  );
});
