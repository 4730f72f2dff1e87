/** The project's npm packages, exactly as package-lock.json has them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say, SetUpStopped } from './command.mjs';

/** Node 24, which comes as a dependency: the machine's own may be older. */
const ownNode =
  process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node';

/**
 * @param {string} projectFolder
 * @returns {string} path of the Node that runs everything after set-up
 */
export function nodeOf(projectFolder) {
  return join(projectFolder, ownNode);
}

/** @param {string} projectFolder */
export async function installNpmPackages(projectFolder) {
  if (isUpToDate(projectFolder)) return;
  say('npm パッケージを入れています（1分ほど）', 'Installing the npm packages (about a minute)');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // Install scripts run for one package alone, whatever npm's version does with `allowScripts`.
  await run('npm', ['ci', '--ignore-scripts', ...quiet], { cwd: projectFolder });
  await run('npm', ['rebuild', 'node', '--ignore-scripts=false', ...quiet], { cwd: projectFolder });
  if (!isUpToDate(projectFolder)) {
    throw new SetUpStopped('npm ci ended, but node_modules does not match package-lock.json.');
  }
}

/**
 * npm writes what it installed to node_modules/.package-lock.json as its last act. Packages of other
 * platforms are missing there, and optional.
 * @param {string} projectFolder
 */
function isUpToDate(projectFolder) {
  const installedFile = join(projectFolder, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile) || !existsSync(nodeOf(projectFolder))) return false;
  const wanted = packagesIn(join(projectFolder, 'package-lock.json'));
  const installed = packagesIn(installedFile);
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const found = installed[path];
    if (found === undefined) return path === '' || optional === true || devOptional === true;
    return found.version === version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
