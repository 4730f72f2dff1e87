/**
 * `npm run package`: the app as customers get it, in release/<flavour>/, and a check of what came out.
 * `-- --release` takes the vendor's keys and sets every fuse; `-- --installers` makes this system's
 * installers instead of a folder (docs/release.md).
 */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import { checkPackage } from './check-package.ts';
import { fusesOf } from './fuses.ts';
import { projectFolder, setUp } from '../setup/setup.mjs';
import type { Runtime } from '../setup/setup.mjs';
import { checkVendor, endWith } from './vendor.ts';

const { values } = parseArgs({
  options: {
    release: { type: 'boolean', default: false },
    installers: { type: 'boolean', default: false },
  },
});
const flavour = values.release ? 'release' : 'demo';
const vendor = values.release ? await checkVendor().catch(endWith) : null;

const runtime = await setUp({ window: false });
if (values.installers && !runtime.official) {
  throw new Error('Installers are made with the official Electron alone (docs/release.md).');
}
if (values.release && !runtime.official) {
  console.warn(
    `Electron ${runtime.version} is out of support: this package is for tests, not for customers.`,
  );
}

const node = process.execPath;
execFileSync(node, ['build/build.ts', ...(values.release ? ['--release'] : [])], {
  cwd: projectFolder,
  stdio: 'inherit',
});
const output = join(projectFolder, 'release', flavour);
const config: Configuration = {
  extends: 'build/package/electron-builder.yml',
  directories: { output },
  files: nativeFile(runtime),
  electronFuses: fusesOf(flavour),
  electronVersion: runtime.version,
  ...(runtime.official ? {} : { electronDist: runtime.folder }),
};
await build({
  projectDir: projectFolder,
  targets: Platform.current().createTarget(values.installers ? null : 'dir'),
  config,
  publish: 'never',
});
await checkPackage(output, vendor).catch(endWith);

/** better-sqlite3's file for the system and processor that are packaged; none of the others. */
function nativeFile({ nativeSqlite }: Runtime): NonNullable<Configuration['files']> {
  const library = 'node_modules/better-sqlite3';
  // electron-builder fills in the names: one build may be for two processors.
  if (nativeSqlite === null) return [`${library}/prebuilds/\${platform}-\${arch}.node`];
  // It takes files from nowhere but the project.
  const from = join(projectFolder, 'dist/native');
  cpSync(dirname(nativeSqlite), from, { recursive: true });
  return [{ from, to: `${library}/build/Release`, filter: ['*.node'] }];
}
