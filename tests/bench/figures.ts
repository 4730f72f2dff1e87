/** What the benchmarks found, each beside its aim: out/bench.json, to which every benchmark adds its own, and the table of it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `value` is the median, of `min` to `max`; null where nothing was to be reached. */
export type Figure = { value: number; aim: number | null; min: number; max: number };
export type Figures = Record<string, Record<string, Figure>>;

const path = join(import.meta.dirname, '../../out/bench.json');

export function figure(values: readonly number[], aim: number | null): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => Number((sorted[index] ?? NaN).toPrecision(4));
  return { value: at(sorted.length >> 1), aim, min: at(0), max: at(sorted.length - 1) };
}

const read = (): Figures =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Figures) : {};

/** In the place of what the same benchmark found before. */
export function keepFigures(found: Figures): void {
  const all = read();
  for (const [section, figures] of Object.entries(found)) {
    all[section] = { ...all[section], ...figures };
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(all, null, 2));
}

export function printFigures(): void {
  const rows = Object.entries(read()).flatMap(([section, figures]) =>
    Object.entries(figures).map(([name, { value, aim, min, max }]) => ({
      figure: `${section}.${name}`,
      value,
      aim: aim === null ? '' : `≤ ${aim}`,
      reached: aim === null ? '' : value <= aim ? 'yes' : 'no',
      min,
      max,
    })),
  );
  console.table(rows);
}

// `node tests/bench/figures.ts` prints what the last runs have found.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printFigures();
