/** `node tests/bench/start-picture.ts` draws docs/start.svg from out/bench.json: a bar for each phase of the start. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './figures.ts';

const project = join(import.meta.dirname, '../..');
const { start = {} } = JSON.parse(readFileSync(join(project, 'out/bench.json'), 'utf8')) as Figures;
const at = (mark: string) => start[mark]?.value ?? 0;

/** What is under way between two marks. Main and the page are two processes, and work at the same time. */
const phases: [name: string, from: string, to: string][] = [
  ['Chromium and Node begin', 'spawn', 'main'],
  ['main.ts, Chromium gets ready', 'main', 'ready'],
  ['the window is made', 'ready', 'window-made'],
  ['the page’s process starts', 'window-made', 'did-navigate'],
  ['the page gets its script', 'did-navigate', 'page'],
  ['page: script and first screen', 'page', 'dom-ready'],
  ['main: start.ts, window shown', 'page', 'window-shown'],
  ['main: the vault’s file', 'window-shown', 'vault-open'],
  ['main: the key store', 'dom-ready', 'key-store-answered'],
  ['main: first snapshot, with the code', 'key-store-answered', 'first-snapshot'],
  ['page: the code is painted', 'first-snapshot', 'painted'],
];
const [left, rowHeight, width] = [260, 26, 900];
const x = (ms: number) => Math.round(left + (ms / at('painted')) * (width - left - 60));
const bars = phases.map(([name, from, to], row) => {
  const y = row * rowHeight + 8;
  return `<text x="8" y="${y + 14}">${name}</text>
<rect x="${x(at(from))}" y="${y}" width="${Math.max(2, x(at(to)) - x(at(from)))}" height="18" rx="3" fill="#0b5a6b"/>
<text x="${x(at(to)) + 6}" y="${y + 14}">${Math.round(at(to))}</text>`;
});
const height = phases.length * rowHeight + 16;
writeFileSync(
  join(project, 'docs/start.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img">
<title>From the spawn to the painted code, in milliseconds</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${bars.join('\n')}
</svg>
`,
);
