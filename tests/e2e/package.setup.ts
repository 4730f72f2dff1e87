/** Before the tests of the packaged app: packages it (which checks contents and fuses) and puts it where all can read it. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { projectFolder } from '../../build/setup.mjs';
import { test } from './launch.ts';

test('the app can be packaged', () => {
  const output = execFileSync(process.execPath, ['build/package.ts'], {
    cwd: projectFolder,
    encoding: 'utf8',
  });
  expect(output).toContain('packaging');
  const readable = process.env['E2E_PACKAGE'] ?? '';
  cpSync(join(projectFolder, 'release/demo/linux-unpacked'), readable, { recursive: true });
});
