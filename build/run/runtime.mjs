/**
 * Puts the built app and Electron together in a folder of its own, outside the project: an ordinary
 * user can read it even where the checkout is root's, and a build during a run changes nothing in it.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, cacheFolder } from '../setup/cache.mjs';

const oneDayMs = 24 * 60 * 60 * 1000;
const appParts = ['dist/main', 'dist/preload', 'dist/page'];

/**
 * @param {string} projectFolder where dist/ is built
 * @param {import('../setup/setup.mjs').Runtime} runtime
 * @param {string} [name] of a folder that is this caller's alone and may be written to
 * @returns {Promise<{ executable: string, args: string[], folder: string, dist: string }>} what to
 *   start, the folder that was put together and the app's dist/ in it
 */
export async function assembleApp(projectFolder, runtime, name = nameOf(projectFolder, runtime)) {
  const runs = join(cacheFolder(), 'run');
  mkdirSync(runs, { recursive: true, mode: 0o755 });
  removeOldRuns(runs);
  const isLinux = process.platform === 'linux';
  const inside = isLinux ? 'resources/app' : 'app';
  const folder = await cached(`run/${name}`, (draft) => {
    if (isLinux) linkFiles(runtime.folder, draft);
    copyApp(projectFolder, runtime, join(draft, inside));
  });
  utimesSync(folder, new Date(), new Date());
  const appFolder = join(folder, inside);
  const dist = join(appFolder, 'dist');
  if (isLinux) return { executable: join(folder, 'electron'), args: [], folder, dist };
  const program =
    process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron.exe';
  return { executable: join(runtime.folder, program), args: [appFolder], folder, dist };
}

/**
 * The same build with the same Electron is the same folder.
 * @param {string} projectFolder
 * @param {import('../setup/setup.mjs').Runtime} runtime
 */
function nameOf(projectFolder, runtime) {
  const hash = createHash('sha256').update(`${runtime.version} ${runtime.official}`);
  for (const part of [
    'package.json',
    ...appParts.flatMap((name) => filesIn(projectFolder, name)),
  ]) {
    hash.update(`\0${part}\0`).update(readFileSync(join(projectFolder, part)));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} root
 * @param {string} folder
 */
function filesIn(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(root, name)).isFile())
    .toSorted();
}

/**
 * Electron's 250 MB are linked, not copied, where both folders are on one disk.
 * @param {string} from
 * @param {string} to
 */
function linkFiles(from, to) {
  for (const name of filesIn(from, '.')) {
    const target = join(to, name);
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    try {
      linkSync(join(from, name), target);
    } catch {
      copyFileSync(join(from, name), target);
    }
  }
}

/**
 * @param {string} projectFolder
 * @param {import('../setup/setup.mjs').Runtime} runtime
 * @param {string} target
 */
function copyApp(projectFolder, runtime, target) {
  for (const part of appParts)
    cpSync(join(projectFolder, part), join(target, part), { recursive: true });
  /** @type {Record<string, unknown>} */
  const { name, productName, version, description, author, type, main } = JSON.parse(
    readFileSync(join(projectFolder, 'package.json'), 'utf8'),
  );
  const about = { name, productName, version, description, author, type, main };
  writeFileSync(join(target, 'package.json'), JSON.stringify(about));

  const from = join(projectFolder, 'node_modules/better-sqlite3');
  const to = join(target, 'node_modules/better-sqlite3');
  cpSync(join(from, 'lib'), join(to, 'lib'), { recursive: true });
  copyFileSync(join(from, 'package.json'), join(to, 'package.json'));
  if (runtime.nativeSqlite === null) {
    cpSync(join(from, 'prebuilds'), join(to, 'prebuilds'), { recursive: true });
  } else {
    mkdirSync(join(to, 'build/Release'), { recursive: true });
    copyFileSync(runtime.nativeSqlite, join(to, 'build/Release/better_sqlite3.node'));
  }
}

/** @param {string} runs */
function removeOldRuns(runs) {
  for (const name of readdirSync(runs)) {
    const folder = join(runs, name);
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) continue;
    if (Date.now() - statSync(folder).mtimeMs > oneDayMs) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
