/** Looks into a finished package: nothing in it that has no business there, and every fuse as it should be. */
import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import type { Brand } from './brand.ts';
import { fusePositions, fusesOf } from './fuses.ts';
import type { Flavour } from '../targets.ts';
import { checkBuilt, mainFiles } from './vendor.ts';
import type { Vendor } from './vendor.ts';

/** What an asar holds beside main's files, each line a path. */
const allowed = [
  /^package\.json$/,
  /^dist\/main\/directory\.jws$/,
  /^dist\/preload\/preload\.cjs$/,
  /^dist\/page\/(index\.html|assets\/[\w.-]+\.(js|css|svg|png))$/,
  /^node_modules\/better-sqlite3\/(package\.json|lib\/[\w./-]+\.js)$/,
  /^node_modules\/better-sqlite3\/(prebuilds\/[\w-]+|build\/Release\/better_sqlite3)\.node$/,
];
const needed = [...mainFiles, 'dist/preload/preload.cjs', 'dist/page/index.html'];

/** Throws at the first package under `output` that is not as it should be; a release by its vendor's keys. */
export async function checkPackage(
  output: string,
  vendor: Vendor | null,
  names: Brand['names'],
): Promise<void> {
  const flavour: Flavour = vendor === null ? 'demo' : 'release';
  const found = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith(`${sep}app.asar`),
  );
  if (found.length === 0) throw new Error(`no package in ${output}`);
  for (const path of found) {
    const asar = join(output, path);
    checkContents(filesIn(asar), flavour);
    if (vendor !== null) {
      await checkBuilt((file) => extractFile(asar, file).toString('utf8'), vendor);
    }
    if (!existsSync(join(asar, '../THIRD-PARTY-NOTICES.txt'))) {
      throw new Error(`no THIRD-PARTY-NOTICES.txt beside ${asar}`);
    }
    await checkFuses(executableOf(asar, names), flavour);
  }
}

function checkContents(files: string[], flavour: Flavour): void {
  const strange = files.filter(
    (file) => !mainFiles.includes(file) && !allowed.some((pattern) => pattern.test(file)),
  );
  if (strange.length > 0) throw new Error(`does not belong in a package: ${strange.join(', ')}`);
  const directory = flavour === 'release' ? ['dist/main/directory.jws'] : [];
  const missing = [...needed, ...directory].filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`missing in the package: ${missing.join(', ')}`);
  const native = files.filter((file) => file.endsWith('.node'));
  const expected = native[0]?.includes('/darwin-') === true ? 2 : 1;
  if (native.length !== expected) throw new Error(`native files: ${native.join(', ')}`);
}

type Entry = { files?: Record<string, Entry> };

function filesIn(asar: string): string[] {
  const list = (entry: Entry, path: string): string[] =>
    entry.files === undefined
      ? [path]
      : Object.entries(entry.files).flatMap(([name, inner]) =>
          list(inner, path === '' ? name : `${path}/${name}`),
        );
  return list(getRawHeader(asar).header as Entry, '');
}

/** Linux and Windows: beside resources/; macOS: beside Resources/, in MacOS/. */
function executableOf(asar: string, { appName, packageName }: Brand['names']): string {
  const candidates = [
    join(asar, '../..', packageName),
    join(asar, '../..', `${appName}.exe`),
    join(asar, '../../MacOS', appName),
  ];
  const executable = candidates.find((path) => existsSync(path));
  if (executable === undefined) throw new Error(`no program beside ${asar}`);
  return executable;
}

/** Throws at the first fuse of a program that is not as its flavour has it. */
export async function checkFuses(executable: string, flavour: Flavour): Promise<void> {
  const wire = await getCurrentFuseWire(executable);
  for (const [name, value] of Object.entries(fusesOf(flavour))) {
    const state = wire[fusePositions[name as keyof typeof fusePositions]];
    if (state !== (value === true ? FuseState.ENABLE : FuseState.DISABLE)) {
      throw new Error(`${executable}: ${name} should be ${value}`);
    }
  }
}
