/** The manual that came with the app: that file and no other, and a word for each way it can fail. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openManual } from '../../../electron/adapters/desktop/manual.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

async function ask(files: string[], answer = '') {
  const folder = temporaryFolder();
  for (const name of files) writeFileSync(join(folder, name), '');
  const opened: string[] = [];
  const logged: string[] = [];
  const open = async (path: string) => {
    opened.push(path);
    return answer;
  };
  const outcome = await openManual(folder, 'en', open, (event) => logged.push(event));
  return { outcome, opened: opened.map((path) => path.slice(folder.length + 1)), logged };
}

test.each([
  ['it is there', ['manual.en.pdf', 'manual.ja.pdf'], '', 'opened', ['manual.en.pdf'], []],
  ['it is missing', ['manual.ja.pdf'], '', 'missing', [], []],
  [
    'nothing opens PDF',
    ['manual.en.pdf'],
    'no application is known',
    'notOpened',
    ['manual.en.pdf'],
    ['manual-not-opened'],
  ],
] as const)('%s', async (_what, files, answer, outcome, opened, logged) => {
  expect(await ask([...files], answer)).toEqual({ outcome, opened, logged });
});
