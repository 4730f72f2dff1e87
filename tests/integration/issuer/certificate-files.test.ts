/** The folder of `--back-office-tls`: whatever is wrong with it is told by the option, the file and what to do, before anything listens. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const ca = createTestCa(temporaryFolder((remove) => process.once('exit', remove)));
const [own, other] = [ca.issue(), ca.issue()];

type Change = (folder: string) => void;
const write =
  (name: string, text: string): Change =>
  (folder) =>
    writeFileSync(join(folder, name), text);
const without =
  (name: string, after: Change = () => undefined): Change =>
  (folder) => {
    rmSync(join(folder, name));
    after(folder);
  };

async function start(change: Change = () => undefined) {
  const folder = join(temporaryFolder(), 'tls');
  mkdirSync(folder);
  write('key.pem', own.key)(folder);
  write('cert.pem', own.cert)(folder);
  write('client-ca.pem', ca.certificate)(folder);
  change(folder);
  const args = [...anyPorts, '--back-office-tls', folder, '--data', temporaryFolder()];
  const { said } = await runIssuer(args);
  return said.replaceAll(folder, 'tls').trim();
}

it('a folder as it must be starts the service', async () => {
  expect(await start()).toContain('back office at https://');
});

const noCertificate = 'is no certificate: it must begin with -----BEGIN CERTIFICATE-----';

it.each<[string, Change, string]>([
  [
    'no such folder',
    (folder) => rmSync(folder, { recursive: true }),
    'There is no tls; it takes a folder with key.pem, cert.pem, client-ca.pem.',
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
  ['nobody who signs for clients', without('client-ca.pem'), 'There is no tls/client-ca.pem.'],
  [
    'a folder for the certificate',
    without('cert.pem', (folder) => mkdirSync(join(folder, 'cert.pem'))),
    'tls/cert.pem is a folder',
  ],
  ['a certificate that is none', write('cert.pem', 'half'), `tls/cert.pem ${noCertificate}`],
  ['an empty one for clients', write('client-ca.pem', ''), `tls/client-ca.pem ${noCertificate}`],
  ['a key that is none', write('key.pem', own.cert), 'tls/key.pem is no private key'],
  [
    'the key of another certificate',
    write('key.pem', other.key),
    'the key in tls/key.pem does not belong to the certificate in tls/cert.pem',
  ],
])('%s', async (_what, change, sentence) => {
  const said = await start(change);
  expect(said).toContain(`issuer: --back-office-tls: ${sentence}`);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).not.toMatch(/ENO|EISDIR|error:|PRIVATE KEY-----\n/);
});
