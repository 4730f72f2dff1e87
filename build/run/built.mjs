/** Builds dist/ where it is missing, a release, of another brand or older than a source. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from '../setup/command.mjs';
import { nodeOf } from '../setup/npm-packages.mjs';

const sources = [
  'electron',
  'renderer',
  'shared',
  'bank',
  'build',
  'package.json',
  'package-lock.json',
];

/** @param {string} projectFolder */
export async function ensureBuilt(projectFolder) {
  if (isFresh(projectFolder)) return;
  say('ビルドしています', 'Building');
  await run(nodeOf(projectFolder), [join(projectFolder, 'build/build.ts')], { cwd: projectFolder });
}

/** @param {string} projectFolder */
function isFresh(projectFolder) {
  const stamp = join(projectFolder, 'dist/flavour');
  const wanted = `demo ${process.env.BRAND || 'demo'}`;
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) return false;
  const builtAt = statSync(stamp).mtimeMs;
  const demoRoot = join(projectFolder, '.demo/vendor-root.json');
  const paths = [demoRoot, ...sources.flatMap((name) => pathsIn(join(projectFolder, name)))];
  return paths.every((path) => statSync(path).mtimeMs < builtAt);
}

/**
 * A file and, for a folder, all that is in it. Folders count too: their time tells of removed files.
 * @param {string} path
 */
function pathsIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return [path, ...inside.map((name) => join(path, name))];
}
