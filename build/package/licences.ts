/** The licences of what goes into the app, read from node_modules when it is built. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

type Licence = { name: string; version: string; licence: string; text: string };

/** What the app is bundled from, besides its own sources; their own dependencies follow. */
export const bundled = [
  'preact',
  'zod',
  'jose',
  '@noble/hashes',
  'better-sqlite3',
  'electron',
  'electron-updater',
] as const;

/** These bring tools for installing or, js-yaml, for its command line, which do not go into the app. */
export const withoutDependencies: ReadonlySet<string> = new Set([
  'electron',
  'better-sqlite3',
  'js-yaml',
]);

/** Asked for by one of them, and not shipped: build/lazy-val.ts is in its place. */
export const replaced: ReadonlySet<string> = new Set(['lazy-val']);

/** Sorted by name. Throws if one has no licence text: then it may not be shipped. */
export function collectLicences(projectFolder: string): Licence[] {
  const found = new Map<string, Licence>();

  function visit(name: string, asking = projectFolder): void {
    if (found.has(name) || replaced.has(name)) return;
    // The version that this one asks for may lie inside it.
    const own = join(asking, 'node_modules', name);
    const folder = existsSync(own) ? own : join(projectFolder, 'node_modules', name);
    const { version, license, dependencies } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as { version: string; license: string; dependencies?: Record<string, string> };
    const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
    if (file === undefined || !existsSync(join(folder, file))) {
      throw new Error(`no licence text in ${name}`);
    }
    const text = readFileSync(join(folder, file), 'utf8').trim();
    found.set(name, { name, version, licence: license, text });
    if (withoutDependencies.has(name)) return;
    for (const each of Object.keys(dependencies ?? {})) visit(each, folder);
  }

  for (const name of bundled) visit(name);
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** All of them in one file, as it lies beside the app; Chromium's own is Electron's LICENSES.chromium.html. */
export function noticesText(projectFolder: string): string {
  return collectLicences(projectFolder)
    .map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`)
    .join(`\n${'-'.repeat(72)}\n\n`);
}
