/** `npm run vendor`: the vendor's tool (docs/vendor.md). What follows `--` is for it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installNpmPackages, nodeOf } from '../setup/npm-packages.mjs';
import { projectFolder, stop } from '../setup/setup.mjs';

try {
  await installNpmPackages(projectFolder);
  const tool = join(projectFolder, 'build/vendor/vendor.ts');
  const vendor = spawn(nodeOf(projectFolder), [tool, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // Ctrl+C reaches both; the question at the terminal is the tool's.
  process.on('SIGINT', () => undefined);
  vendor.on('exit', (status) => process.exit(status ?? 1));
} catch (error) {
  stop(error);
}
