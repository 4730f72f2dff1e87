/**
 * Everything a fresh clone needs before it can run, in plain JavaScript for the machine's own Node
 * (20 or newer), since it runs before anything is installed. When all is there it only looks.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDemoRoot } from './demo-root.mjs';
import { say, SetUpStopped } from './command.mjs';
import { provideElectron } from './electron.mjs';
import { provideNativeSqlite } from './native-sqlite.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { requireSandbox } from './sandbox.mjs';
import {
  keyRingNeeds,
  provide,
  testNeeds,
  virtualDisplayNeeds,
  windowNeeds,
} from './system-packages.mjs';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * `nativeSqlite` is null where better-sqlite3's own prebuilt file serves.
 * @typedef {import('./electron.mjs').ElectronFiles & { nativeSqlite: string | null }} Runtime
 */

/**
 * @param {{ window?: boolean, virtualDisplay?: boolean, keyRing?: boolean, tests?: boolean }} needs
 *   what is going to be run
 * @returns {Promise<Runtime>} what to run the app with
 */
export async function setUp({
  window = true,
  virtualDisplay = false,
  keyRing = false,
  tests = false,
}) {
  await installNpmPackages(projectFolder);
  ensureDemoRoot(join(projectFolder, '.demo/vendor-root.json'));
  await provide([
    ...(window ? windowNeeds : []),
    ...(virtualDisplay ? virtualDisplayNeeds : []),
    ...(keyRing ? keyRingNeeds : []),
    ...(tests ? testNeeds : []),
  ]);
  if (window) requireSandbox();
  const electron = await provideElectron(projectFolder);
  const nativeSqlite = electron.official ? null : await provideNativeSqlite(projectFolder);
  return { ...electron, nativeSqlite };
}

/**
 * What a person has to do is said in one message, without a stack.
 * @param {unknown} error
 * @returns {never}
 */
export function stop(error) {
  console.error(error instanceof SetUpStopped ? `\n${error.message}\n` : error);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tests = process.argv.includes('--tests');
  try {
    const { version, official } = await setUp({ virtualDisplay: tests, keyRing: tests, tests });
    const kind = official ? '' : '（npm 版 / from the npm registry）';
    say(`準備ができています。Electron ${version}${kind}`, 'Everything is in place.');
  } catch (error) {
    stop(error);
  }
}
