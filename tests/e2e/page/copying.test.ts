/** Copying the code: every press is answered, waiting can be called off, and a dying code can still be had. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { first, second } from '../../fakes/samples.ts';
import { announce, asked, codeOf, heading, press, stopClock, test } from '../support/page.ts';

const copies = async (page: Page) =>
  (await asked(page)).filter(({ name }) => name === 'copyCode').length;
const code = (page: Page) => page.getByRole('button', { name: 'ワンタイムパスワードをコピー' });
const told = (page: Page, words: string) => page.locator('output', { hasText: words });

test('the button says for three seconds that it has copied, and goes back to what it does', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await stopClock(page);
  await press(page, 'コピー');
  const copied = page.getByRole('button', { name: 'コピーしました' });
  await expect(copied).toBeVisible();
  await page.clock.runFor(2900);
  await expect(copied).toBeVisible();
  await page.clock.runFor(200);
  await expect(copied).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'コピー', exact: true })).toBeVisible();
  await expect(told(page, 'コピーしました')).toHaveCount(0);
});

test('a second copy is told anew', async ({ open }) => {
  const page = await open(codeOf(42));
  await stopClock(page);
  await press(page, 'コピー');
  const words = told(page, 'コピーしました').locator('span');
  const before = await words.elementHandle();
  await code(page).click();
  await expect.poll(() => before?.evaluate((element) => element.isConnected)).toBe(false);
  await expect(words).toHaveCount(1);
  await expect.poll(() => copies(page)).toBe(2);
});

test('the code is the first thing that Tab comes to, コピー the second, and both copy', async ({
  open,
}) => {
  const page = await open(codeOf(42, { tokens: [first, second] }));
  await stopClock(page);
  await page.keyboard.press('Tab');
  await expect(code(page)).toBeFocused();
  await expect(code(page)).toHaveAccessibleDescription(/4 9 2 0 3 9/);
  await page.keyboard.press('Enter');
  await expect(told(page, 'コピーしました')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(page.locator('.primary')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => copies(page)).toBe(2);
});

for (const [how, callOff] of [
  ['by Esc', (page: Page) => page.keyboard.press('Escape')],
  ['by a second press of the button', (page: Page) => press(page, '待つのをやめる')],
  ['by a press of the code', (page: Page) => code(page).click()],
] as const) {
  test(`waiting for the next code is called off ${how}`, async ({ open }) => {
    const tokens = { tokens: [first, second] };
    const page = await open(codeOf(8, tokens));
    await stopClock(page);
    await press(page, '次の番号を待つ');
    await expect(told(page, '次の番号をコピーします')).toHaveCount(1);
    await callOff(page);
    await expect(told(page, '待つのをやめました')).toHaveCount(1);
    await announce(page, codeOf(60, tokens, '118204'));
    await expect(page.getByRole('button', { name: 'コピー', exact: true })).toBeVisible();
    await expect(heading(page)).toHaveText('ワンタイムパスワード');
    expect(await asked(page)).toEqual([]);
  });
}

test('a double click on the code in its last seconds waits, and does not call it off', async ({
  open,
}) => {
  const page = await open(codeOf(8));
  // Or a slow machine would make two presses of it.
  await stopClock(page);
  // Beside the small button, which lies upon it.
  await code(page).dblclick({ position: { x: 30, y: 20 } });
  await expect(page.getByRole('button', { name: '待つのをやめる' })).toBeVisible();
});

test('in its last seconds the code that is there can be copied all the same', async ({ open }) => {
  const page = await open(codeOf(8));
  await stopClock(page);
  await press(page, 'いまの番号をコピー');
  await expect(page.getByRole('button', { name: 'コピーしました' })).toBeVisible();
  await expect.poll(() => copies(page)).toBe(1);
});

test('a new code is told once where that is wanted, and never its seconds', async ({ open }) => {
  const state = codeOf(42);
  const wanted = {
    view: { ...state.view, settings: { ...state.view.settings, announceCodes: true } },
  };
  const page = await open({ ...state, ...wanted });
  await expect(told(page, '新しい番号')).toHaveCount(0);
  await announce(page, codeOf(60, wanted, '118204'));
  await expect(told(page, '新しい番号 1 1 8 2 0 4')).toHaveCount(1);
  await expect(page.getByRole('timer')).not.toHaveAttribute('aria-live', /.*/);

  const silent = await open(state);
  await announce(silent, codeOf(60, {}, '118204'));
  await expect(silent.getByRole('group', { name: 'ワンタイムパスワード' })).toHaveText(
    /1 1 8 2 0 4$/,
  );
  await expect(told(silent, '新しい番号')).toHaveCount(0);
});

test('the switch on A20 has each new code told from then on', async ({ open }) => {
  const state = codeOf(42);
  const page = await open(state);
  await press(page, '設定');
  await press(page, '画面と文字');
  await page.getByLabel('新しい番号になったら、声で知らせる').click();
  expect(await asked(page)).toContainEqual({
    name: 'changeSettings',
    input: { announceCodes: true },
  });
  const settings = { ...state.view.settings, announceCodes: true };
  const view = { ...state.view, settings };
  await announce(page, { ...state, view });
  await expect(page.getByLabel('新しい番号になったら、声で知らせる')).toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
  await announce(page, codeOf(60, { view }, '118204'));
  await expect(told(page, '新しい番号 1 1 8 2 0 4')).toHaveCount(1);
});

test('in the last seconds a word, the hatching and a small button come, and nothing moves', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  const place = () =>
    page
      .locator('.gauge, .code .digits, .primary, .menu')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as unknown));
  const before = await place();
  expect(before).toHaveLength(4);
  await announce(page, codeOf(8));
  const now = page.getByRole('button', { name: 'いまの番号をコピー' });
  const main = page.getByRole('button', { name: '次の番号を待つ' });
  await expect(now).toBeInViewport({ ratio: 1 });
  await expect(page.getByText('まもなく変わります')).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.gauge-fill')).toHaveCSS('background-image', /gradient/);
  const areaOf = (button: Locator) =>
    button.evaluate((each) => each.clientWidth * each.clientHeight);
  expect(await areaOf(now)).toBeLessThan((await areaOf(main)) / 3);
  expect(await place()).toEqual(before);
  await press(page, '次の番号を待つ');
  expect(await place()).toEqual(before);
});
