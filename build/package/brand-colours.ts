/** The brand's colours against the page's own (renderer/styles/tokens.css): words at 4.5 to 1, what is operated at 3 to 1 (WCAG 2.2 AA). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from '../../shared/tint.ts';
import type { Brand } from './brand.ts';

export type Palette = Record<string, string>;
type Colours = Brand['colours'];

const tokensFile = join(import.meta.dirname, '../../renderer/styles/tokens.css');

/** What the page's build puts before its own tokens. */
export function colourCss(colours: Colours): string {
  const line = (name: string, { light, dark }: Colours['accent']) =>
    `--${name}: light-dark(${light}, ${dark});`;
  const { accent, accentInk, accentPaper } = colours;
  return `:root { ${line('accent', accent)} ${line('accent-ink', accentInk)} ${line('accent-paper', accentPaper)} }\n`;
}

/** Every colour that the page draws with, by its name in the tokens. */
export function palettesOf(colours: Colours): { light: Palette; dark: Palette; contrast: Palette } {
  const css = colourCss(colours) + readFileSync(tokensFile, 'utf8');
  const light: Palette = {};
  const dark: Palette = {};
  const pair = /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
  for (const [, name = '', day = '', night = ''] of css.matchAll(pair)) {
    light[name] = day;
    dark[name] = night;
  }
  const own = /\[data-theme='contrast'\] \{([^}]*)\}/.exec(css)?.[1] ?? '';
  const high = Object.fromEntries(
    [...own.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]),
  ) as Palette;
  return { light, dark, contrast: { ...dark, ...high } };
}

type Pair = readonly [on: string, ground: string];

/** Words in the one, on the other. */
export const wordPairs: readonly Pair[] = [
  ...['ink', 'ink-soft', 'accent', 'good', 'caution', 'danger'].flatMap((ink): Pair[] => [
    [ink, 'paper'],
    [ink, 'surface'],
  ]),
  ['accent-ink', 'accent'],
  ['ink', 'accent-paper'],
  ['accent', 'accent-paper'],
  ['ink', 'good-paper'],
  ['good', 'good-paper'],
  ['ink', 'caution-paper'],
  ['caution', 'caution-paper'],
  ['ink', 'danger-paper'],
  ['danger', 'danger-paper'],
  ['danger-ink', 'danger'],
  ['ink-soft', 'muted'],
  ['ink-soft', 'danger-paper'],
];

/** Lines and edges of what is operated. */
export const edgePairs: readonly Pair[] = [
  ['line-strong', 'paper'],
  ['line-strong', 'surface'],
  ['accent', 'surface'],
];

const member: Record<string, keyof Colours> = {
  accent: 'accent',
  'accent-ink': 'accentInk',
  'accent-paper': 'accentPaper',
};

/** One sentence for each pair that the brand has a part in and that can't be read. */
export function colourFaults(colours: Colours): string[] {
  const { light, dark } = palettesOf(colours);
  const faultsOf = (pairs: readonly Pair[], least: number) =>
    Object.entries({ light, dark }).flatMap(([theme, palette]) =>
      pairs
        .filter((pair) => pair.some((name) => name in member))
        .flatMap(([on, ground]) => {
          const found = contrast(palette[on] ?? '', palette[ground] ?? '');
          if (found >= least) return [];
          const blamed = member[on] ?? member[ground];
          return [
            `colours.json: ${blamed}.${theme}: ${on} ${palette[on]} on ${ground} ${palette[ground]} has a contrast of ${found.toFixed(1)} to 1; at least ${least} is needed.`,
          ];
        }),
    );
  return [...faultsOf(wordPairs, 4.5), ...faultsOf(edgePairs, 3)];
}
