/** The commands that make a release end with a sentence before they make anything. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fakes/folder.ts';

const root = join(import.meta.dirname, '../../..');

test.each(['build/build.ts', 'build/package/package.ts'])(
  '%s makes no release from garbage',
  (command) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'vendor.json'), 'garbage');
    writeFileSync(join(folder, 'directory.jws'), 'garbage');
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--release'], {
      cwd: root,
      env: { ...process.env, VENDOR_FOLDER: folder, BRAND: './tests/fixtures/brand' },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim()).toMatch(/^\S+vendor\.json must hold an https: directoryUrl .*\.$/);
  },
);

test.each(['build/build.ts', 'build/package/package.ts'])(
  '%s makes no release of a sample, which no customer may get',
  (command) => {
    const { status, stderr } = spawnSync(process.execPath, [command, '--release'], {
      cwd: root,
      env: { ...process.env, BRAND: 'demo' },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(/^The brand demo is a sample, and a release is for customers\. /);
  },
);

test('a brand that is not there is told with those that are', () => {
  const { status, stderr } = spawnSync(process.execPath, ['build/build.ts'], {
    cwd: root,
    env: { ...process.env, BRAND: 'nobody' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr.trim()).toMatch(/^There is no brand in \S+nobody\. BRAND names .*\(demo\)/);
});
