/** The systems that the help names are those that the pinned Electron runs on. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../../renderer/strings/en/text.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';

/** By Apple's names, as Electron tells them. */
const macVersions: Record<string, number> = { Monterey: 12, Ventura: 13, Sonoma: 14, Sequoia: 15 };

test('the help names the oldest Windows and macOS that Electron takes', () => {
  const readme = readFileSync('node_modules/electron/README.md', 'utf8');
  const [, windows = ''] = /\* Windows \((Windows \d+) and up\)/.exec(readme) ?? [];
  const [, mac = ''] = /\* macOS \((\w+) and up\)/.exec(readme) ?? [];
  const named = `macOS ${macVersions[mac]}`;
  for (const text of [ja, en]) {
    const words = text.help.chapters
      .flatMap(({ topics }) => topics.flatMap(({ points }) => points))
      .join('\n');
    expect(words).toContain(windows);
    expect(words).toContain(named);
  }
});
