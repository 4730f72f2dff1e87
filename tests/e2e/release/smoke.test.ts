/** The same as on the machines that make installers: the published file, installed, tried and removed. */
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import { otherBrand } from '../support/packaging.ts';
import { test } from '../support/launch.ts';

test('the smoke test of an installed app finds nothing wrong with what is published', () => {
  // It waits a minute for each thing that does not come.
  const { status, stdout } = spawnSync('npm run smoke -- release/files', {
    shell: true,
    env: { ...process.env, BRAND: otherBrand.folder },
    encoding: 'utf8',
  });
  expect(stdout).toContain('✔ started with --inspect');
  expect({ status, told: status === 0 ? '' : stdout }).toEqual({ status: 0, told: '' });
});

test('the smoke test refuses a folder without a release', () => {
  const { status, stderr } = spawnSync('node', ['tests/smoke/smoke.ts', 'docs'], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('"docs" holds no release for this system');
});
