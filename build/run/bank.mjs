/** `npm run bank`: the reference institution alone. What follows `--` is for it. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './built.mjs';
import { ensureDemoRoot } from '../setup/demo-root.mjs';
import { installNpmPackages, nodeOf } from '../setup/npm-packages.mjs';
import { projectFolder, stop } from '../setup/setup.mjs';

try {
  await installNpmPackages(projectFolder);
  ensureDemoRoot(`${projectFolder}/.demo/vendor-root.json`);
  await ensureBuilt(projectFolder);
  const bank = spawn(nodeOf(projectFolder), ['dist/bank/main.js', ...process.argv.slice(2)], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  // Ctrl+C reaches both; only a signal sent to this process alone has to be passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => bank.kill('SIGTERM'));
  bank.on('exit', (status) => process.exit(status ?? 1));
} catch (error) {
  stop(error);
}
