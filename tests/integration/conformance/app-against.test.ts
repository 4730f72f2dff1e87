/** The demo app against somebody's own issuing server: built with their root, and started by one command. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { mainAgainst } from '../../../build/run/build-against.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');

it('is built with the roots that are named, and with no other', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'electron-updater.cjs'), '');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = { ...publicKey.export({ format: 'jwk' }), kid: 'root-of-an-institution' };
  await build(mainAgainst(folder, [own]));
  const built = readFileSync(join(folder, 'main.cjs'), 'utf8');
  expect(built).toContain(own.kid);
  expect(built).toContain(own.x);
  const demo = JSON.parse(readFileSync(join(root, '.demo/vendor-root.json'), 'utf8')) as {
    x: string;
  };
  expect(built).not.toContain(demo.x);
  expect(readFileSync(join(folder, 'electron-updater.cjs'), 'utf8')).toBe('');
});

const run = (command: string) => spawnSync(command, { cwd: root, shell: true, encoding: 'utf8' });

it('npm run app-against -- --help explains it', () => {
  const { stdout, status } = run('npm run app-against -- --help');
  expect(stdout).toContain('--directory');
  expect(status).toBe(0);
});

it.each([
  [
    'npm run app-against -- --directory https://directory.example/directory.jws --root vendor.json',
    'vendor.json is no public key',
  ],
  ['npm run app-against -- --root package.json', 'Name --directory'],
  [
    'npm run app-against -- --directory http://directory.example/directory.jws --root x',
    'is no https: address',
  ],
  [
    'npm run app-against -- --directory https://directory.example/x --root package.json',
    'package.json is no public key',
  ],
  ['npm run app-against -- --nonsense', 'An option is not right; --help lists them.'],
])('%s is refused with a sentence, and nothing is started', (command, words) => {
  const { stderr, status } = run(command);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(2);
});
