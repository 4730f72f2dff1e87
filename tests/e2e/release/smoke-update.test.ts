/** The same as on the machines that make installers: a release replaces itself, where a policy may be set as an administrator does. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { otherBrand } from '../support/packaging.ts';
import { packageFolder, test } from '../support/launch.ts';
import { makeStandIn } from './stand-in-app-image.ts';

const { packageName } = otherBrand.names;
const name = `${packageName}-1.2.3-linux-x86_64.AppImage`;

function smokeUpdate(...folders: string[]) {
  return spawnSync('node', ['tests/smoke/update.ts', ...folders], {
    env: { ...process.env, BRAND: otherBrand.folder },
    encoding: 'utf8',
  });
}

const mayAdminister = process.getuid?.() === 0 || spawnSync('sudo', ['-n', 'true']).status === 0;
for (const what of mayAdminister ? ['a release'] : []) {
  test(`${what} fetches what the directory names, over TLS, restarts into it when asked, and keeps its vault`, () => {
    // It waits minutes for each thing that does not come.
    test.setTimeout(900_000);
    const folder = mkdtempSync(join(tmpdir(), 'smoke-update-'));
    try {
      makeStandIn(packageFolder('release'), packageName, join(folder, name));
      const { status, stdout } = smokeUpdate(folder);
      expect(stdout).toContain(`✔ ${name} updates itself to itself`);
      expect({ status, told: status === 0 ? '' : stdout }).toEqual({ status: 0, told: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test('the smoke test of updates refuses a folder without a release that replaces itself', () => {
  const { status, stderr } = smokeUpdate('release/files');
  expect(status).toBe(1);
  expect(stderr).toContain('"release/files" holds no release for this system');
});
