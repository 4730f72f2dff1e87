/** What is said where no page can say it is said in Japanese and English, with what the clerk asks for. */
import { expect, test } from 'vitest';
import { startWords } from '../../../electron/start-words.ts';

test.each([
  ['a failure', startWords.failed('E900-17'), 'E900-17'],
  ['a full disk', startWords.diskFull('E900-17'), 'E900-17'],
  ['a page that is lost', startWords.pageLost('E900-17'), 'E900-17'],
  ['a refused argument', startWords.refusedArgument('--inspect'), '--inspect'],
])('%s: twice over, each time with %3$s', (_what, { title, text }, detail) => {
  const [japanese = '', english = ''] = text.split('\n\n');
  expect(title).toMatch(
    /^ワンタイムパスワードアプリ（見本）：[ぁ-ん一-龠]+ \/ Desktop Token \(Sample\): [A-Z][a-z]+/,
  );
  expect(japanese).toMatch(/[ぁ-ん]/);
  expect(english).toMatch(/^[ -~\n]+$/);
  expect(japanese).toContain(detail);
  expect(english).toContain(detail);
});
