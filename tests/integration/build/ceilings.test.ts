/** The sizes of what is built and the modules that main loads, each against its ceiling. */
import { expect, test, vi } from 'vitest';
import { build } from 'vite';
import type { InlineConfig, Rolldown } from 'vite';
import { mainFiles } from '../../../build/package/vendor.ts';
import { main, page, stretchThread, updater } from '../../../build/targets.ts';
import { ceilings } from './ceilings.ts';

/** As `npm run build` builds it, and nothing written. */
async function built(target: InlineConfig) {
  // Under vitest's own the page would be built for its developers, with the place of each element in the sources.
  vi.stubEnv('NODE_ENV', 'production');
  const result = await build({ ...target, build: { ...target.build, write: false } });
  vi.unstubAllEnvs();
  const { output } = result as Rolldown.RolldownOutput;
  const chunks = output.filter((part) => part.type === 'chunk');
  const styles = output.filter(({ fileName }) => fileName.endsWith('.css'));
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (!entry) throw new Error('nothing to start from');
  /** What is loaded before its first statement: nothing that is imported later. */
  const first = new Set([entry.fileName]);
  for (const name of first) {
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) {
      first.add(next);
    }
  }
  const isFirst = ({ fileName }: Rolldown.OutputChunk) => first.has(fileName);
  const isRare = ({ fileName }: Rolldown.OutputChunk) => fileName === 'this-app.cjs';
  return {
    chunks: chunks.filter(isFirst),
    later: chunks.filter((chunk) => !isFirst(chunk) && !isRare(chunk)),
    rare: chunks.filter(isRare),
    styles,
  };
}

const bytesOf = (texts: string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

test('main is no more bytes and modules than before: up to the window, and after it', async () => {
  const { chunks, later } = await built(main('demo'));
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  const libraries = modules.filter((id) => id.includes('node_modules'));
  const isStart = ({ name }: Rolldown.OutputChunk) => name === 'start';
  const codes = (some: Rolldown.OutputChunk[]) => bytesOf(some.map(({ code }) => code));
  const named = (wanted: string) => codes(later.filter(({ name }) => name === wanted));
  expect(later.map(({ name }) => name).toSorted()).toEqual(['policy-source', 'start']);
  const found = {
    main: codes(chunks),
    start: named('start'),
    policy: named('policy-source'),
    own: modules.length - libraries.length,
    libraries: libraries.length,
  };
  expect(found.main).toBeGreaterThan(0);
  expect(found.main).toBeLessThanOrEqual(ceilings.bytes.main);
  expect(found.start).toBeGreaterThan(0);
  expect(found.start).toBeLessThanOrEqual(ceilings.bytes.start);
  const start = later.find(isStart)?.imports ?? [];
  expect(later.filter(({ fileName }) => start.includes(fileName))).toEqual([]);
  expect(found.policy).toBeLessThanOrEqual(ceilings.bytes.policy);
  expect(found.own).toBeLessThanOrEqual(ceilings.modulesBeforeWindow.own);
  expect(found.libraries).toBeLessThanOrEqual(ceilings.modulesBeforeWindow.libraries);
});

test('what is loaded when there is a newer version is no larger than before, and is loaded at no start', async () => {
  const { chunks, later, rare } = await built(main('demo'));
  const library = await built(updater());
  expect(bytesOf(rare.map(({ code }) => code))).toBeGreaterThan(0);
  const all = bytesOf([...rare, ...library.chunks].map(({ code }) => code));
  expect(all).toBeLessThanOrEqual(ceilings.bytes.updates);
  for (const { imports } of [...chunks, ...later]) {
    expect(imports.filter((name) => /this-app|electron-updater/.test(name))).toEqual([]);
  }
});

test('what stretches a passcode is no larger than before, and nothing else has to be loaded with it', async () => {
  const { chunks, later } = await built(stretchThread());
  expect(later).toEqual([]);
  expect(bytesOf(chunks.map(({ code }) => code))).toBeGreaterThan(0);
  expect(bytesOf(chunks.map(({ code }) => code))).toBeLessThanOrEqual(ceilings.bytes.passcode);
});

test('a package knows every file that main is built into', async () => {
  const targets = [main('demo'), updater(), stretchThread()];
  const parts = await Promise.all(targets.map(built));
  const files = parts.flatMap(({ chunks, later, rare }) => [...chunks, ...later, ...rare]);
  const paths = files.map(({ fileName }) => `dist/main/${fileName}`);
  expect(paths.toSorted()).toEqual(mainFiles.toSorted());
});

test('script and style of the first screen are no larger than before', async () => {
  const { chunks, styles } = await built(page());
  const bytes =
    bytesOf(chunks.map(({ code }) => code)) +
    bytesOf(styles.map((style) => (style.type === 'asset' ? String(style.source) : '')));
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(ceilings.bytes.firstScreen);
});
