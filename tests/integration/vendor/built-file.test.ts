/** The vendor's tool as the one file that is built: on a machine that has nothing of the checkout. */
import { build } from 'vite';
import { expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { vendorTool } from '../../../build/targets.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { sourceOf, passphrase, workshopIn } from '../../fakes/vendor/tool.ts';

test('one file does the whole ceremony, from the roots to a signed directory', async () => {
  const out = temporaryFolder();
  await build(vendorTool(out));
  expect(readdirSync(out)).toEqual(['vendor.mjs']);
  const program = [process.execPath, join(out, 'vendor.mjs')];
  const { done, write, run } = workshopIn(temporaryFolder(), program);
  write('pass', passphrase);
  done('make-root present.jwe --directory-url https://directory.example/directory.jws');
  done('make-root next.jwe');
  done('make-keys akagi.jwe');
  write('directory.yaml', sourceOf(['10010017']));
  done('sign directory.yaml --key present.jwe --first');
  expect(done('inspect directory.jws')).toContain('10010017');
  expect(done('--help')).toContain('exit codes');
  expect(run('nonsense').code).toBe(2);
});
