/** Where the focus is: on every screen and dialog somewhere that a screen reader can begin, and never nowhere. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { first, ready, sampleNow, second } from '../../fakes/samples.ts';
import { scenes } from '../../screens/scenes.ts';
import { announce, codeOf, heading, press, test } from '../support/page.ts';

/** What has the focus, as a selector; it is looked at twice, since it may be on its way. */
const focused = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const { activeElement } = document;
    return activeElement?.closest('.screen, dialog')
      ? 'inside'
      : (activeElement?.tagName ?? 'none');
  });

const dialogs = (page: Page) => page.locator('dialog[open]');

for (const { name, state, replies = {}, act, size } of scenes) {
  test(`${name}: the focus is on it, and is not lost when what opened is closed`, async ({
    open,
  }) => {
    const page = await open(state, replies, sampleNow, true);
    if (size) await page.setViewportSize(size);
    if (state.status === 'starting') return;
    expect(await focused(page)).toBe('inside');
    await act?.(page);
    expect(await focused(page)).toBe('inside');
    for (const step of ['dialog', 'screen']) {
      await page.keyboard.press('Escape');
      expect(await focused(page), step).toBe('inside');
    }
  });
}

test('a dialog gives the focus back to the button that opened it', async ({ open }) => {
  const page = await open(codeOf(42));
  const asked = page.getByRole('button', { name: '番号を聞かれましたか？' });
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => page.getByRole('button', { name: '閉じる' }).click(),
  ]) {
    await asked.press('Enter');
    await expect(dialogs(page)).toBeVisible();
    await close();
    await expect(dialogs(page)).toHaveCount(0);
    await expect(asked).toBeFocused();
  }
});

test('a dialog that a key opened gives the focus back to where it was', async ({ open }) => {
  const page = await open(codeOf(42));
  await page.getByRole('button', { name: '読み上げ' }).focus();
  await page.keyboard.press('Control+/');
  await expect(dialogs(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '読み上げ' })).toBeFocused();
});

test('where the button that had the focus is gone, the heading has it', async ({ open }) => {
  const page = await open(codeOf(42, { tokens: [first, second] }));
  await page.getByRole('button', { name: '読み上げ' }).focus();
  await announce(page, ready({ tokens: [first, second] }));
  await expect(heading(page)).toBeFocused();
});

test('a field that has the focus at once tells the screen’s title and what stands before it', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await press(page, 'トークン表示名変更');
  const field = page.locator('.field input:visible');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(
    /^トークン表示名変更.*追加・変更することができます/,
  );
});
