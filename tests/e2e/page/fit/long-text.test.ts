/** However long a line is, what shows or takes it answers as it does with a short one. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { maxTypedCharacters } from '../../../../shared/limits.ts';
import { first, id, ready, second, token } from '../../../fakes/samples.ts';
import { announce, codeOf, heading, press, test } from '../../support/page.ts';

const longest = 100_000;
const longLine = '口'.repeat(longest);

/**
 * How much longer a line that is ten times as long takes to be laid out: 10 where the time grows with
 * the length, 100 where it grows with the square. Both are measured in the same run, under the same load.
 */
const growth = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element, characters) => {
    const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
    const layOut = (length: number) => {
      const line = '振込先の金融機関'.repeat(length / 8);
      const start = performance.now();
      if (isField) element.value = line;
      else element.textContent = line;
      element.getBoundingClientRect();
      void element.scrollHeight;
      return performance.now() - start;
    };
    const least = (length: number) => Math.min(...Array.from({ length: 5 }, () => layOut(length)));
    // What takes no time at all is as good as 2 ms.
    return least(characters) / Math.max(2, least(characters / 10));
  }, longest);

test('a long line in the field for a mail is laid out in time that grows with its length alone', async ({
  open,
}) => {
  const page = await open(ready());
  await press(page, 'メールから貼り付け');
  expect(await growth(page, 'textarea')).toBeLessThan(40);
  await page.locator('textarea').fill(longLine);
  await page.getByRole('button', { name: '読み取る' }).click();
  await expect(page.getByRole('alert')).toContainText('見つかりません');
});

test('no other field and no list breaks its lines by phrases either', async ({ open }) => {
  const page = await open(ready({ tokens: [first, second] }));
  const byPhrases = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('input, textarea, li, li *, dd, p, p *')]
        // Words of our own, and few.
        .filter((element) => !element.closest('button:not(.token), summary, h2, h3'))
        .filter((element) => getComputedStyle(element).wordBreak === 'auto-phrase')
        .map((element) => element.outerHTML),
    );
  expect(await byPhrases()).toEqual([]);
  await announce(page, codeOf(42));
  expect(await byPhrases()).toEqual([]);
  await page.keyboard.press('F1');
  await expect(heading(page)).toHaveText('ヘルプ');
  expect(await byPhrases()).toEqual([]);
});

test('every field takes only as much as main does', async ({ open }) => {
  const page = await open(ready({ tokens: [first] }), { openToken: 'never' });
  for (const key of ['Control+n', 'F1']) {
    await page.keyboard.press(key);
    const fields = page.locator('input:visible:not([type=checkbox])');
    await expect(fields.first()).toBeVisible();
    for (const field of await fields.all()) {
      const limit = Number(await field.getAttribute('maxlength'));
      expect(limit).toBeGreaterThan(0);
      expect(limit).toBeLessThanOrEqual(maxTypedCharacters);
    }
    await page.keyboard.press('Escape');
  }
});

test('a name of any length is drawn, searched and chosen', async ({ open }) => {
  const endless = token({ id: id(3), addition: longLine });
  endless.name = { ja: `あかぎ信用組合 ${longLine}`, en: longLine };
  const others = [4, 5, 6].map((number) => token({ id: id(number) }));
  const page = await open(ready({ tokens: [endless, second, ...others] }));
  await page.getByLabel('名前で探す').fill('はるな');
  await page.getByRole('button', { name: 'はるな信用組合' }).click();
  await expect(heading(page)).toHaveCount(0);
});
