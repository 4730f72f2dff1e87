/** The bank's download page and the app's own help promise the same PCs. */
import { expect, test } from 'vitest';
import { downloadText } from '../../../bank/site/download/text.ts';
import { helpEn } from '../../../renderer/strings/en/help.ts';
import { helpJa } from '../../../renderer/strings/ja/help.ts';

const systemsIn = (text: string) => [
  ...new Set([...text.matchAll(/Windows \d+|macOS \d+/g)].map(([system]) => system)),
];

test.each([
  ['ja', helpJa],
  ['en', helpEn],
])('the oldest Windows and macOS are the same on both (%s)', (_language, help) => {
  const [windows, macos] = systemsIn(JSON.stringify(help.chapters.at(-1)));
  const offered = systemsIn(downloadText.environment.join('\n'));
  expect([windows, macos]).toEqual([offered[0], offered.at(-1)]);
});
