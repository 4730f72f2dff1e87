/** The mini window as the page has it: the way to it and back, what ends it, and what is seen in it. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Ready } from '../../../../shared/state.ts';
import { first, locked, openToken, second, view } from '../../../fakes/samples.ts';
import { sceneCalled, scenes } from '../../../screens/scenes.ts';
import type { Scene } from '../../../screens/scenes.ts';
import { announce, asked, codeOf, heading, press, resize, test } from '../../support/page.ts';
import type { OpenPage } from '../../support/page.ts';

const mini = (page: Page) => page.locator('.mini');
const getSmall = async (page: Page) => {
  await press(page, '小さく表示');
  await expect(mini(page)).toBeVisible();
};
const shapes = async (page: Page) =>
  (await asked(page))
    .filter(({ name }) => name === 'takeShape')
    .map(({ input }) => (input as { shape: string }).shape);

for (const [how, there, back] of [
  ['a button', getSmall, (page: Page) => press(page, 'もとの大きさに戻す')],
  [
    'Ctrl+K',
    (page: Page) => page.keyboard.press('Control+K'),
    (page: Page) => page.keyboard.press('Control+K'),
  ],
  ['Esc, which leads back', getSmall, (page: Page) => page.keyboard.press('Escape')],
] as const) {
  test(`${how} leads to the mini window and to the full one`, async ({ open }) => {
    const page = await open(codeOf(42));
    await there(page);
    await expect(mini(page)).toBeVisible();
    await expect(heading(page)).toHaveText(/あかぎ信用組合/);
    await expect.poll(() => shapes(page)).toEqual(['mini']);
    await back(page);
    await expect(mini(page)).toHaveCount(0);
    await expect(heading(page)).toHaveText('ワンタイムパスワード');
    expect(await shapes(page)).toEqual(['mini', 'full']);
  });
}

const doubt = (change: Partial<Ready['clock']>): Ready => {
  const state = codeOf(42);
  return { ...state, clock: { ...state.clock, ...change } };
};
const ends = {
  'the lock': () => locked(),
  'a notice': () => codeOf(42, { notices: ['restored-copy'] }),
  'the question of the clock': () => doubt({ question: { offsetMs: 600_000 } }),
  'a wrong clock': () => doubt({ doubt: 'wrong' }),
  'damaged settings': () => codeOf(42, { view: { ...view(), settingsDamaged: true } }),
  'the end of its code': () => codeOf(42, { openToken: null, tokens: [first, second] }),
  'a link from the mail': () =>
    codeOf(42, { link: { number: 1, ids: { serviceId: '10010017', userId: '7K2M9QX4TB' } } }),
};
for (const [what, state] of Object.entries(ends)) {
  test(`${what} ends the mini window, for good`, async ({ open }) => {
    const page = await open(codeOf(42));
    await getSmall(page);
    await announce(page, state());
    await expect(mini(page)).toHaveCount(0);
    await announce(page, codeOf(42));
    await expect(page.locator('.digits')).toBeVisible();
    await expect(mini(page)).toHaveCount(0);
    expect(await shapes(page)).toEqual(['mini', 'full']);
  });
}

for (const [what, key] of [
  ['another screen', 'Control+,'],
  ['a dialog', 'Control+/'],
] as const) {
  test(`${what} opens in the full window, and the code is in it afterwards`, async ({ open }) => {
    const page = await open(codeOf(42));
    await getSmall(page);
    await page.keyboard.press(key);
    await expect(mini(page)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(heading(page)).toHaveText('ワンタイムパスワード');
    expect(await shapes(page)).toEqual(['mini', 'full']);
  });
}

test('what went wrong is read in the full window', async ({ open }) => {
  const page = await open(codeOf(42), {
    copyCode: { ok: false, code: 'internal', facts: {} },
  });
  await getSmall(page);
  await press(page, 'コピー');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(mini(page)).toHaveCount(0);
});

test('arrow keys and buttons change the token, in its turn, and the button keeps the focus', async ({
  open,
}) => {
  const tokens = [first, second];
  const page = await open(codeOf(42, { tokens }));
  const opened = async () =>
    (await asked(page)).filter(({ name }) => name === 'openToken').map(({ input }) => input);
  await getSmall(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(opened).toEqual([{ tokenId: second.id }]);
  const other = openToken({ id: second.id });
  await announce(page, codeOf(42, { tokens, openToken: other }));
  await expect(heading(page)).toHaveText('はるな信用組合 本店用');
  const next = page.getByRole('button', { name: '次のトークン' });
  await next.press('Enter');
  await expect.poll(opened).toEqual([{ tokenId: second.id }, { tokenId: first.id }]);
  await announce(page, codeOf(42, { tokens }));
  await expect(heading(page)).toHaveText(/あかぎ信用組合/);
  await expect(next).toBeFocused();
});

test('one token alone has no way to another', async ({ open }) => {
  const page = await open(codeOf(42));
  await getSmall(page);
  await expect(page.getByRole('button', { name: '次のトークン' })).toHaveCount(0);
});

test('the pin is the setting that keeps the window in front', async ({ open }) => {
  const page = await open(codeOf(42));
  await getSmall(page);
  const pin = page.getByRole('button', { name: 'いつも手前に出す' });
  await expect(pin).toHaveAttribute('aria-pressed', 'false');
  await pin.click();
  expect(await asked(page)).toContainEqual({
    name: 'changeSettings',
    input: { alwaysOnTop: true },
  });
  await announce(page, codeOf(42, { view: view({ alwaysOnTop: true }) }));
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
});

const boxIn = (page: Page) => async (selector: string) => {
  const found = await mini(page).locator(selector).first().boundingBox();
  const { x = 0, y = 0, width = 0, height = 0 } = found ?? {};
  return { left: x, top: y, right: x + width, bottom: y + height };
};

for (const language of ['ja', 'en'] as const) {
  const openSmall = async (open: OpenPage, { state, act, size }: Scene) => {
    const settings = { ...state.view.settings, language };
    const inLanguage = { ...state, view: { ...state.view, settings } };
    const page = await open(inLanguage);
    if (size) await resize(page, size);
    await act?.(page);
    return page;
  };

  for (const scene of scenes.filter(({ name }) => name.startsWith('mini'))) {
    test(`${scene.name}: all of it is seen whole, and nothing lies on anything (${language})`, async ({
      open,
    }) => {
      const box = boxIn(await openSmall(open, scene));
      const [tools, digits, words, gauge, footer] = [
        await box('.mini-tools'),
        await box('.digits'),
        await box('.countdown-words'),
        await box('.gauge'),
        await box('.mini-footer'),
      ];
      const owner = await box('.mini-owner > span');
      const { width = 0, height = 0 } = scene.size ?? {};
      expect(owner.right).toBeLessThanOrEqual(tools.left);
      expect(digits.top).toBeGreaterThanOrEqual(tools.bottom);
      expect(digits.left).toBeGreaterThanOrEqual(0);
      expect(digits.right).toBeLessThanOrEqual(width);
      expect(words.top).toBeGreaterThanOrEqual(digits.bottom);
      expect(gauge.bottom).toBeLessThanOrEqual(footer.top);
      expect(footer.bottom).toBeLessThanOrEqual(height);
    });
  }

  test(`at its code’s end the mini window has the word, the small button and the seconds side by side (${language})`, async ({
    open,
  }) => {
    const page = await openSmall(open, sceneCalled('mini-ending'));
    const box = boxIn(page);
    const word = mini(page).getByText(/^(?:まもなく変わります|Changing soon)$/);
    await expect(word).toBeVisible();
    const now = await box('.code-now');
    expect(now.left).toBeGreaterThanOrEqual((await box('.countdown-words > span')).right);
    expect(now.right).toBeLessThanOrEqual((await box('.seconds')).left);
    expect(now.top).toBeGreaterThanOrEqual((await box('.digits')).bottom);
    expect(now.bottom).toBeLessThanOrEqual((await box('.gauge')).top);
    await page.getByRole('button', { name: /^(?:いまの番号をコピー|Copy this code)$/ }).click();
    await expect
      .poll(async () => (await asked(page)).map(({ name }) => name))
      .toContain('copyCode');
  });
}
