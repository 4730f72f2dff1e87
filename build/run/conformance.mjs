/** `npm run conformance`: holds an issuing server against the protocol (docs/institution.md). What follows `--` is for it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installNpmPackages, nodeOf } from '../setup/npm-packages.mjs';
import { projectFolder, stop } from '../setup/setup.mjs';

try {
  await installNpmPackages(projectFolder);
  const kit = join(projectFolder, 'build/conformance/conformance.ts');
  const run = spawn(nodeOf(projectFolder), [kit, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl+C reaches both, as does the end of a terminal; what is sent to this one alone is handed on. It has something to undo.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => run.kill('SIGTERM'));
  run.on('exit', (status) => process.exit(status ?? 2));
} catch (error) {
  stop(error);
}
