/** The systems that the help names are those that the pinned Electron runs on. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routedEn } from '../../../renderer/strings/en/routed.ts';
import { routedJa } from '../../../renderer/strings/ja/routed.ts';

/** By Apple's names, as Electron tells them. */
const macVersions: Record<string, number> = { Monterey: 12, Ventura: 13, Sonoma: 14, Sequoia: 15 };

test('the help names the oldest Windows and macOS that Electron takes', () => {
  const readme = readFileSync('node_modules/electron/README.md', 'utf8');
  const [, windows = ''] = /\* Windows \((Windows \d+) and up\)/.exec(readme) ?? [];
  const [, mac = ''] = /\* macOS \((\w+) and up\)/.exec(readme) ?? [];
  const named = `macOS ${macVersions[mac]}`;
  for (const { help } of [routedJa, routedEn]) {
    const words = help.chapters
      .flatMap(({ topics }) => topics.flatMap(({ points }) => points))
      .join('\n');
    expect(words).toContain(windows);
    expect(words).toContain(named);
  }
});
