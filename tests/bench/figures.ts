/** What the benchmarks found, each beside its aim: out/bench.json, to which every benchmark adds its own, and the table of it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `value` is the median, of `min` to `max`; `aim` is null where nothing was to be reached. */
export type Figure = {
  value: number;
  aim: number | null;
  min: number;
  max: number;
  /** Which side of its aim is the good one. */
  better: 'lower' | 'higher';
  /** Of several runs: the median of each. */
  runs?: number[];
};
export type Figures = Record<string, Record<string, Figure>>;

export const figuresPath = join(import.meta.dirname, '../../out/bench.json');

export function figure(
  values: readonly number[],
  aim: number | null,
  better: Figure['better'] = 'lower',
): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => Number((sorted[index] ?? NaN).toPrecision(4));
  return { value: at(sorted.length >> 1), aim, min: at(0), max: at(sorted.length - 1), better };
}

export const readFigures = (): Figures =>
  existsSync(figuresPath) ? (JSON.parse(readFileSync(figuresPath, 'utf8')) as Figures) : {};

/** In the place of what the same benchmark found before. */
export function keepFigures(found: Figures): void {
  const all = readFigures();
  for (const [section, figures] of Object.entries(found)) {
    all[section] = { ...all[section], ...figures };
  }
  mkdirSync(dirname(figuresPath), { recursive: true });
  writeFileSync(figuresPath, JSON.stringify(all, null, 2));
}

/**
 * Several runs as one: of each figure with an aim the run that is farthest from it on the bad side, of any other the
 * median of the runs; from the least to the greatest that was ever seen.
 */
export function summedUp(runs: readonly Figures[]): Figures {
  const last = runs.at(-1) ?? {};
  return Object.fromEntries(
    Object.entries(last).map(([section, figures]) => [
      section,
      Object.fromEntries(
        Object.keys(figures).map((name) => [
          name,
          ofRuns(runs.flatMap((run) => run[section]?.[name] ?? [])),
        ]),
      ),
    ]),
  );
}

function ofRuns(figures: readonly Figure[]): Figure {
  const [{ aim, better } = figure([], null)] = figures;
  const sorted = figures.map(({ value }) => value).toSorted((a, b) => a - b);
  const counted = aim === null ? sorted.length >> 1 : better === 'lower' ? sorted.length - 1 : 0;
  return {
    value: sorted[counted] ?? NaN,
    aim,
    min: Math.min(...figures.map(({ min }) => min)),
    max: Math.max(...figures.map(({ max }) => max)),
    better,
    runs: figures.map(({ value }) => value),
  };
}

/** In how many of its runs a figure has reached its aim: "yes", "no", "4 of 5", or nothing where there is no aim. */
export function reached({ value, aim, better, runs = [value] }: Figure): string {
  if (aim === null) return '';
  const good = runs.filter((each) => (better === 'lower' ? each <= aim : each >= aim)).length;
  if (runs.length === 1) return good === 1 ? 'yes' : 'no';
  return `${good} of ${runs.length}`;
}

export function printFigures(): void {
  const rows = Object.entries(readFigures()).flatMap(([section, figures]) =>
    Object.entries(figures).map(([name, each]) => ({
      figure: `${section}.${name}`,
      value: each.value,
      aim: each.aim === null ? '' : `${each.better === 'lower' ? '≤' : '≥'} ${each.aim}`,
      reached: reached(each),
      min: each.min,
      max: each.max,
    })),
  );
  console.table(rows);
}

// `node tests/bench/figures.ts` prints what the last runs have found.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printFigures();
