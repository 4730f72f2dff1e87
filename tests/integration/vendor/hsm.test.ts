/** The vendor's root in an HSM (SoftHSM): made there, never outside, and what it signs is a directory like any other. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkVendor } from '../../../build/package/vendor.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { directoryUrl, sourceOf, workshop, workshopIn } from '../../fakes/vendor/tool.ts';

const module = '/usr/lib/softhsm/libsofthsm2.so';
const pin = '48213657';
const keyAt = (id: string) =>
  `pkcs11:token=vendor;id=%${id};object=root-${id}?module-path=${module}&pin-source=file:pin`;

/** A token of its own; `softhsm2.conf` says where it lies. */
function tokenIn(folder: string): Record<string, string> {
  mkdirSync(join(folder, 'tokens'));
  const conf = join(folder, 'softhsm2.conf');
  writeFileSync(
    conf,
    `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`,
  );
  writeFileSync(join(folder, 'pin'), `${pin}\n`);
  const env = { SOFTHSM2_CONF: conf };
  const args = ['--init-token', '--free', '--label', 'vendor', '--pin', pin, '--so-pin', pin];
  execFileSync('softhsm2-util', args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  return env;
}

test('both roots in an HSM sign what the app and a release take', async () => {
  const shop = workshopIn(temporaryFolder());
  const env = tokenIn(shop.folder);
  shop.done(`make-root ${keyAt('01')} --directory-url ${directoryUrl}`, env);
  shop.done(`make-root ${keyAt('02')}`, env);
  shop.write('pass', 'correct horse battery staple');
  shop.done('make-keys akagi.jwe');
  shop.write('directory.yaml', sourceOf(['10010017']));
  for (const [id, option] of [
    ['01', ' --first'],
    ['02', ''],
  ] as const) {
    shop.done(`sign directory.yaml --key ${keyAt(id)}${option}`, env);
    expect(await checkVendor(shop.folder)).toMatchObject({ directoryUrl });
  }
  expect(shop.run('inspect directory.jws').out).toContain('signed by the next root');
});

test('a root in a file gives way to one in an HSM', () => {
  const shop = workshop();
  const env = tokenIn(shop.folder);
  shop.done(`rotate-root ${keyAt('01')}`, env);
  shop.done('sign directory.yaml --key next.jwe --first');
  shop.done(`sign directory.yaml --key ${keyAt('01')}`, env);
  expect(shop.run('inspect directory.jws').out).toContain('number 2');
});

test.each([
  ['a PIN that is wrong', keyAt('01').replace('file:pin', 'file:pass'), /HSM refused: .*PIN/],
  ['a key that is not there', keyAt('07'), /HSM refused: .*not found/],
  ['a token that is not there', keyAt('01').replace('token=vendor', 'token=lost'), /HSM refused/],
  ['a library that is not there', keyAt('01').replace(module, '/nowhere.so'), /no \/nowhere\.so/],
])('an HSM’s no is told: %s', (_name, key, sentence) => {
  const shop = workshop();
  const env = tokenIn(shop.folder);
  shop.done(`rotate-root ${keyAt('01')}`, env);
  const said = shop.run(`sign directory.yaml --key ${key} --first`, env);
  expect(said.code).toBe(1);
  expect(said.err).toMatch(sentence);
  expect(said.err).not.toContain(pin);
});
