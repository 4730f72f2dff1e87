/** The documents speak of the tree as it is: every path and npm script in them exists, every folder of sources stands in one. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const glob = (patterns: string | string[]) =>
  globSync(patterns, { cwd: root }).map((path) => path.replaceAll('\\', '/'));

const documents = glob(['*.md', 'docs/*.md', '.github/*.md']);

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const rooms = ['electron', 'renderer', 'shared', 'bank', 'build', 'tests'];
const code = /\.(tsx?|mjs|css|sql|sh)$/;
const sources = rooms.flatMap((room) => glob(`${room}/**/*`)).filter((path) => code.test(path));
const tree = [
  ...rooms,
  ...glob(rooms.map((room) => `${room}/**/*`)),
  ...glob(['docs/**/*', '.github/**/*', '*']),
];

/** What only a run, a build or the maker of a release puts there, and what is no path. */
const elsewhere = /^((dist|release|out|\.demo|backup|quarantine|node_modules|application)\/)/;

/** As a document names paths: in backticks, with `<name>` for what stands for many. */
function pathsIn(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span);
  return spans
    .filter((span) => /^[a-z.][\w.<>*/-]*$/i.test(span))
    .filter((span) => (span.includes('/') || code.test(span)) && !elsewhere.test(span));
}

/** Of a link to a file of ours, from the document's own folder. */
function linksIn(document: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
  return targets.map((link) => join(dirname(document), link).replaceAll('\\', '/'));
}

/** A path is told from the project's root; a file's bare name is enough where the text says its folder. */
function exists(named: string): boolean {
  const path = named.replace(/\/$/, '');
  const pattern = path.replaceAll(/[.+]/g, '\\$&').replaceAll(/<[^>]*>|\*+/g, '[^/]+');
  const isIt = new RegExp(path.includes('/') ? `^${pattern}$` : `(^|/)${pattern}$`);
  return tree.some((each) => isIt.test(each));
}

test.each(documents)('every path that %s names exists', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const named = [...pathsIn(text), ...linksIn(document, text)];
  expect(named.filter((path) => !exists(path))).toEqual([]);
});

test('every folder of sources is named in a document', () => {
  const named = documents.flatMap((document) =>
    pathsIn(readFileSync(join(root, document), 'utf8')),
  );
  const folders = new Set(sources.map((path) => `${dirname(path)}/`));
  expect(folders.size).toBeGreaterThan(40);
  const isNamed = (folder: string) =>
    named.some((path) => new RegExp(`^${path.replaceAll(/<[^>]*>/g, '[^/]+')}$`).test(folder));
  expect([...folders].filter((folder) => !isNamed(folder))).toEqual([]);
});

test.each(documents)('every npm script that %s names exists', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const named = [...text.matchAll(/\bnpm run (?:-s )?([a-z][a-z0-9:-]*)/g)].map(
    ([, name = '']) => name,
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('a path that is not there is seen', () => {
  const text =
    'See `electron/nowhere.ts`, `branch.ts`, [this](no.md), `electron/main.ts`, `renderer/strings/<language>/text.ts`.';
  const named = [...pathsIn(text), ...linksIn('docs/x.md', text)];
  expect(named.filter((path) => !exists(path))).toEqual([
    'electron/nowhere.ts',
    'branch.ts',
    'docs/no.md',
  ]);
});
