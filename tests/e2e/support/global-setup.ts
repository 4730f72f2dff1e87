/** Before the first end-to-end test: the app put together once, and one display that all windows share. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { virtualDisplayArgs } from '../../../build/run/desktop.mjs';
import { assembleApp } from '../../../build/run/runtime.mjs';
import { projectFolder, setUp } from '../../../build/setup/setup.mjs';
import { built } from '../../fakes/built.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  built('main');
  const runtime = await setUp({ virtualDisplay: true, keyRing: true, tests: true });
  const { executable, args } = await assembleApp(projectFolder, runtime);
  process.env['E2E_APP'] = JSON.stringify({ executable, args });
  const packages = mkdtempSync(join(tmpdir(), 'desktop-token-packages-'));
  chmodSync(packages, 0o755);
  process.env['E2E_PACKAGES'] = packages;
  const endDisplay = process.platform === 'linux' ? await startDisplay() : null;
  return async () => {
    await endDisplay?.();
    rmSync(packages, { recursive: true });
  };
}

/** Sets DISPLAY for what is started from now on; returns what ends it. */
export async function startDisplay(): Promise<() => Promise<void>> {
  const server = spawn('Xvfb', virtualDisplayArgs, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [display] = (await once(createInterface(server.stdout), 'line')) as [string];
  process.env['DISPLAY'] = `:${display}`;
  return async () => {
    server.kill();
    await once(server, 'exit');
  };
}
