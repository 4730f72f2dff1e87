/** A server of ours as a program: set up, built and run with what follows `--`. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './built.mjs';
import { installNpmPackages, nodeOf } from '../setup/npm-packages.mjs';
import { projectFolder, stop } from '../setup/setup.mjs';

/**
 * @param {string} file what was built
 * @param {() => unknown} [prepare] what has to be there before the build
 */
export async function runProgram(file, prepare = () => undefined) {
  try {
    await installNpmPackages(projectFolder);
    prepare();
    await ensureBuilt(projectFolder);
    const program = spawn(nodeOf(projectFolder), [file, ...process.argv.slice(2)], {
      cwd: projectFolder,
      stdio: 'inherit',
    });
    // Ctrl+C reaches both; only a signal sent to this process alone has to be passed on.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => program.kill('SIGTERM'));
    program.on('exit', (status) => process.exit(status ?? 1));
  } catch (error) {
    stop(error);
  }
}
