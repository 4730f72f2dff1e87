/** The kit as the one file that is built, and by npm: an institution's engineer has nothing of the checkout. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { conformanceKit } from '../../../build/targets.ts';
import { conformanceCommand, writeSettings } from '../../fakes/conformance/command.ts';
import { conformanceBench } from '../../fakes/conformance/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');

it('one file checks a server', async () => {
  const out = temporaryFolder();
  await build(conformanceKit(out));
  expect(readdirSync(out)).toEqual(['conformance.mjs']);
  const bench = await conformanceBench();
  const command = conformanceCommand(join(out, 'conformance.mjs'));
  await writeSettings(command, bench);
  const { issuerUrl } = bench.settings.institution;
  const args = [
    '--settings',
    'settings.json',
    '--only',
    'time,activation,keys,confirmation,refusals',
  ];
  expect(await command.run(issuerUrl, ...args)).toMatchObject({ code: 0, err: '' });
});

it.each([
  ['npm run conformance -- --help', 'conformance', 0],
  [
    'npm run conformance -- https://otp.example.jp/issuer --settings conformance.json',
    'conformance.json',
    2,
  ],
])('%s answers', (command, words, code) => {
  const { stdout, stderr, status } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toContain(words);
  expect(status).toBe(code);
});
