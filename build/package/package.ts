/**
 * `npm run package`: the app as customers get it, in release/<flavour>/, and a check of what came out.
 * `-- --release` takes the vendor's keys and sets every fuse; `-- --installers` makes this system's
 * installers instead of a folder (docs/release.md). BRAND names the brand (docs/brand.md).
 */
import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import { brandFor } from './brand.ts';
import { brandConfig } from './brand-config.ts';
import { checkPackage } from './check-package.ts';
import { fusesOf } from './fuses.ts';
import { noticesText } from './licences.ts';
import { artefactPattern, isSigned } from '../release/artefacts.ts';
import { commitDate } from '../release/commit-date.ts';
import { manualFiles } from '../release/manual-files.ts';
import { projectFolder, setUp } from '../setup/setup.mjs';
import type { Runtime } from '../setup/setup.mjs';
import { checkVendor, endWith, orEnd } from './vendor.ts';

const { values } = parseArgs({
  options: {
    release: { type: 'boolean', default: false },
    installers: { type: 'boolean', default: false },
  },
});
const flavour = values.release ? 'release' : 'demo';
const brand = orEnd(() => brandFor(flavour));
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

// Two builds of one commit are the same; the demo outside a checkout carries its day.
const date = process.env['SOURCE_DATE_EPOCH'] ?? commitDate(projectFolder);
if (date !== null) process.env['SOURCE_DATE_EPOCH'] = date;
const signed = isSigned(process.platform, process.env);
// Otherwise any certificate of the person at this Mac would do.
if (!signed) process.env['CSC_IDENTITY_AUTO_DISCOVERY'] = 'false';

const node = process.execPath;
execFileSync(node, ['build/build.ts', ...(values.release ? ['--release'] : [])], {
  cwd: projectFolder,
  stdio: 'inherit',
});
const notices = join(projectFolder, 'dist/THIRD-PARTY-NOTICES.txt');
writeFileSync(notices, noticesText(projectFolder));
const output = join(projectFolder, 'release', flavour);
const ofBrand = brandConfig(brand, join(projectFolder, 'dist'));
const config: Configuration = {
  extends: 'build/package/electron-builder.yml',
  ...ofBrand,
  directories: { ...ofBrand.directories, output },
  artifactName: artefactPattern(brand.names.packageName, flavour === 'demo', signed),
  files: nativeFile(runtime),
  extraResources: [
    { from: notices, to: 'THIRD-PARTY-NOTICES.txt' },
    ...manualFiles().map(({ path, name }) => ({ from: path, to: name })),
  ],
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
await checkPackage(output, vendor, brand.names).catch(endWith);

/** better-sqlite3's file for the system and processor that are packaged; none of the others. */
function nativeFile({ nativeSqlite }: Runtime): NonNullable<Configuration['files']> {
  const library = 'node_modules/better-sqlite3';
  // A universal Mac app holds both. Elsewhere electron-builder fills in the names: one build may be for two processors.
  const processor = process.platform === 'darwin' ? '*' : '${arch}';
  if (nativeSqlite === null) return [`${library}/prebuilds/\${platform}-${processor}.node`];
  // It takes files from nowhere but the project.
  const from = join(projectFolder, 'dist/native');
  cpSync(dirname(nativeSqlite), from, { recursive: true });
  return [{ from, to: `${library}/build/Release`, filter: ['*.node'] }];
}
