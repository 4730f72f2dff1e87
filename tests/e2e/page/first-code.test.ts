/** What the page asks main before the code is there: each question is a way there and back. */
import { expect } from '@playwright/test';
import { ceilings } from '../../integration/build/ceilings.ts';
import { codeOf, everyCall, test } from '../support/page.ts';

test('the only token’s code is shown after one question', async ({ open }) => {
  const page = await open(codeOf(42));
  await expect(page.getByRole('group', { name: 'ワンタイムパスワード' })).toHaveText(
    /4 9 2 0 3 9$/,
  );
  expect((await everyCall(page)).length).toBeLessThanOrEqual(ceilings.callsToFirstCode);
});
