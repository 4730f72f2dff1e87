/** better-sqlite3's native file for Electron's registry runtime: its prebuilt one asks for a newer Node-API than that has. */
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ask, run, say } from './command.mjs';
import { cached, cacheFolder } from './cache.mjs';
import { nodeOf } from './npm-packages.mjs';
import { compilerNeeds, provide } from './system-packages.mjs';

const fileName = 'better_sqlite3.node';

/**
 * Compiles it once and keeps it in the cache.
 * @param {string} projectFolder
 * @returns {Promise<string>} path of the native file
 */
export async function provideNativeSqlite(projectFolder) {
  const source = join(projectFolder, 'node_modules/better-sqlite3');
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const name = `better-sqlite3-${version}-napi-9-linux-x64`;
  if (!existsSync(join(cacheFolder(), name))) {
    await provide(compilerNeeds);
    say(
      'データベースの部品をコンパイルしています（2分ほど、初回のみ）',
      'Compiling the database library (about two minutes, once)',
    );
  }
  const folder = await cached(name, (draft) => compile(projectFolder, source, draft));
  return join(folder, fileName);
}

/**
 * @param {string} projectFolder
 * @param {string} source
 * @param {string} draft
 */
async function compile(projectFolder, source, draft) {
  // The build asks for node-addon-api as it would in node_modules.
  const work = join(draft, 'node_modules/better-sqlite3');
  for (const part of ['binding.gyp', 'package.json', 'deps', 'src', 'lib']) {
    await cp(join(source, part), join(work, part), { recursive: true });
  }
  const addonApi = join(source, '../node-addon-api');
  await cp(addonApi, join(draft, 'node_modules/node-addon-api'), { recursive: true });
  const nodeGyp = join(projectFolder, 'node_modules/node-gyp/bin/node-gyp.js');
  const headers = headersFolder();
  await run(
    nodeOf(projectFolder),
    [
      nodeGyp,
      'rebuild',
      '--release',
      '--force_build=1',
      ...(headers ? ['--nodedir', headers] : []),
    ],
    { cwd: work, env: { CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL' } },
  );
  await copyFile(join(work, 'build/Release', fileName), join(draft, fileName));
  for (const name of await readdir(draft)) {
    if (name !== fileName) await rm(join(draft, name), { recursive: true });
  }
}

/**
 * Node's headers where the machine has them; else node-gyp downloads them. Only the stable Node-API
 * is used, so those of any recent version do.
 * @returns {string | null}
 */
function headersFolder() {
  const configured = ask('npm', ['config', 'get', 'nodedir']);
  const candidates = [configured, join(dirname(process.execPath), '..'), '/usr'];
  const isComplete = (/** @type {string | null} */ folder) =>
    folder !== null && existsSync(join(folder, 'include/node/common.gypi'));
  return candidates.find(isComplete) ?? null;
}
