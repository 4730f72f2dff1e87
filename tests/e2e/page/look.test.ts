/** What docs/design.md says of the screens and only a browser can tell. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { first, second, view } from '../../fakes/samples.ts';
import { hiddenHeight } from '../../screens/measure.ts';
import { sceneCalled, scenes } from '../../screens/scenes.ts';
import { announce, codeOf, press, resize, test } from '../support/page.ts';
import type { OpenPage } from '../support/page.ts';

const ten = sceneCalled('A07-ten');
const colorOf = (place: Locator) => place.evaluate((each) => getComputedStyle(each).color);

/** What Windows leaves of the default window within its frame. */
const onWindows = { width: 386, height: 681 };

for (const name of ['A00', 'A07-two', 'A11-open', 'A11-not-yet', 'A13']) {
  for (const language of ['ja', 'en'] as const) {
    test(`${name} has its drawing in the window as Windows opens it, and nothing to scroll (${language})`, async ({
      open,
    }) => {
      const { state, replies, act } = sceneCalled(name);
      const settings = { ...state.view.settings, language };
      const page = await open({ ...state, view: { ...state.view, settings } }, replies, true);
      await resize(page, onWindows);
      await act?.(page);
      await expect(page.locator('.drawing:visible')).toBeInViewport({ ratio: 1 });
      expect(await hiddenHeight(page)).toBe(0);
    });
  }
}

for (const language of ['ja', 'en'] as const) {
  const tenIn = async (open: OpenPage, size: { width: number; height: number }) => {
    const settings = { ...ten.state.view.settings, language };
    const page = await open({ ...ten.state, view: { ...ten.state.view, settings } });
    await resize(page, size);
    await expect(page.locator('.token-list > li')).toHaveCount(10);
    return page;
  };
  const seenWhole = (page: Page) =>
    page.evaluate(() => {
      const end = document.querySelector('.screen-footer')?.getBoundingClientRect().top ?? 0;
      const rows = [...document.querySelectorAll('.token-list > li')];
      return rows.filter((row) => row.getBoundingClientRect().bottom <= end).length;
    });

  for (const size of [{ width: 400, height: 720 }, onWindows]) {
    test(`of ten tokens eight are seen whole without scrolling at ${size.width} × ${size.height} (${language})`, async ({
      open,
    }) => {
      expect(await seenWhole(await tenIn(open, size))).toBeGreaterThanOrEqual(8);
    });
  }

  test(`ten tokens stand side by side where there is room (${language})`, async ({ open }) => {
    const page = await tenIn(open, { width: 1000, height: 720 });
    expect(await seenWhole(page)).toBe(10);
    const [left, right] = await page
      .locator('.token-list > li')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().x));
    expect(right).toBeGreaterThan(left ?? 0);
  });
}

test('the bin and the word of トークン削除 have the colour of danger, and no other entry has it', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  const entry = page.locator('.danger-entry');
  await expect(entry).toHaveText('トークン削除');
  const danger = await colorOf(entry);
  expect(await colorOf(entry.locator('.icon').first())).toBe(danger);
  const others = page.locator('.menu button:not(.danger-entry) :is(span, .icon)');
  const colors = await others.evaluateAll((each) => each.map((one) => getComputedStyle(one).color));
  expect(colors.length).toBeGreaterThan(20);
  expect(colors).not.toContain(danger);
});

test('設定 tells how things are: the size of the text, and whether there is a passcode', async ({
  open,
}) => {
  const state = codeOf(42);
  const page = await open(state);
  await press(page, '設定');
  const entry = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(entry('画面と文字')).toHaveAccessibleDescription('文字 100 %');
  await expect(entry('パスコード')).toHaveAccessibleDescription('なし');
  for (const value of ['文字 100 %', 'なし']) {
    await expect(page.getByText(value, { exact: true })).toBeVisible();
  }
  await announce(page, {
    ...state,
    view: view({ textPercent: 150 }),
    passcode: { isSet: true, isRequired: false, touchId: 'absent' },
  });
  await expect(entry('画面と文字')).toHaveAccessibleDescription('文字 150 %');
  await expect(entry('パスコード')).toHaveAccessibleDescription('あり');
});

test('each entry of 設定 has a sign of its own, and トークン削除 stands last and apart', async ({
  open,
}) => {
  const page = await open(codeOf(42, { tokens: [first, second] }));
  await press(page, '設定');
  await expect(page.locator('.screen:visible h1')).toHaveText('設定');
  const rows = page.locator('.menu:visible > li > button');
  const signs = await rows.evaluateAll((buttons) =>
    buttons.map((button) => button.querySelector(':scope > .icon:first-child')?.innerHTML),
  );
  expect(signs.length).toBe(12);
  expect(signs).not.toContain(undefined);
  expect(new Set(signs).size).toBe(signs.length);
  const groups = await page
    .locator('.menu')
    .evaluateAll((menus) => menus.map((menu) => menu.textContent));
  expect(groups.at(-1)).toBe('トークン削除');
  const apart = await page.locator('.menu').evaluateAll((menus) => {
    const [before, last] = menus.slice(-2).map((menu) => menu.getBoundingClientRect());
    return (last?.top ?? 0) - (before?.bottom ?? 0);
  });
  expect(apart).toBeGreaterThanOrEqual(8);
});

test('the last button of トークン削除 is filled with the colour of danger, and no other main button is', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  const fill = () =>
    page.locator('.primary:visible').evaluate((each) => getComputedStyle(each).backgroundColor);
  const usual = await fill();
  await press(page, '設定');
  const danger = await colorOf(page.locator('.danger-entry'));
  await press(page, 'トークン削除');
  await expect(page.locator('.primary:visible')).toHaveText('削除');
  expect(await fill()).toBe(danger);
  expect(usual).not.toBe(danger);
});

for (const [name, what] of [
  ['A19', 'the first token’s way up'],
  ['A20', 'a smaller size than the smallest'],
  ['A06-policy', 'コピー where the institution has none'],
  ['A20-policy', 'a language that is chosen by the institution'],
] as const) {
  test(`what can't be pressed is flat and muted: ${what}`, async ({ open }) => {
    const scene = sceneCalled(name);
    const page = await open(scene.state, scene.replies, true);
    await scene.act?.(page);
    const off = page.locator('button:disabled:visible, [aria-disabled="true"]:visible');
    const muted = await page.evaluate(() => {
      const probe = document.createElement('i');
      probe.style.backgroundColor = 'var(--muted)';
      document.body.append(probe);
      const { backgroundColor } = getComputedStyle(probe);
      probe.remove();
      return backgroundColor;
    });
    expect(await off.count()).toBeGreaterThan(0);
    for (const each of await off.all()) {
      // Under the pointer too.
      await each.hover({ force: true });
      await expect(each).toHaveCSS('background-color', muted);
      await expect(each).toHaveCSS('box-shadow', 'none');
      const edge = await each.evaluate((button) => {
        const { borderTopWidth, borderTopColor } = getComputedStyle(button);
        return borderTopWidth === '0px' ? 'none' : borderTopColor;
      });
      expect(['none', 'rgba(0, 0, 0, 0)']).toContain(edge);
    }
  });
}

/** What an institution calls its token: another institution's name. */
const foreign = 'みずほ銀行 公式';

/** All that is on the page to be read or heard. */
const wordsOf = (page: Page) =>
  page.locator('body').evaluate((body) => {
    const named = [...body.querySelectorAll('[aria-label], [title]')];
    const names = named.flatMap((each) =>
      ['aria-label', 'title'].map((at) => each.getAttribute(at)),
    );
    return [body.textContent, document.title, ...names].join('\n');
  });

for (const { name, state, replies, act, size } of scenes) {
  if (state.status !== 'ready' || state.tokens.length === 0) continue;
  const tokens = state.tokens.map((each) => ({ ...each, kind: foreign }));
  test(`${name} has a token’s own word for its kind nowhere in the place of the institution’s name`, async ({
    open,
  }) => {
    const page = await open({ ...state, tokens }, replies, true);
    if (size) await resize(page, size);
    await act?.(page);
    const words = await wordsOf(page);
    // Named as what it is, as on the card of the code.
    const asKind = words.split(
      /トークンの種類「みずほ銀行 公式」|Kind of token: “みずほ銀行 公式”/,
    );
    if (name === 'A06-kind') expect(asKind.length).toBeGreaterThan(1);
    expect(asKind.join('')).not.toContain(foreign);
  });
}

/** What a notice, a dialog or a trouble in a list says, piece by piece and without its buttons: whether it is a number. */
const numbersAmongWords = (page: Page) =>
  page.locator('.notice, .dialog-body, .token-trouble').evaluateAll((boxes) =>
    boxes
      .filter((box) => box.checkVisibility())
      .map((box) => {
        const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        const isNumber: boolean[] = [];
        while (walk.nextNode()) {
          const at = walk.currentNode.parentElement;
          if (at === null || at.closest('button') !== null) continue;
          isNumber.push(at.matches('.error-number') || /[A-Z]\d{3}/.test(at.textContent));
        }
        return isNumber;
      })
      .filter((pieces) => pieces.includes(true)),
  );

/** One of each place that shows the number of an error. */
for (const name of [
  'A01-offline',
  'A01-pending',
  'A01-pending-refused',
  'A01-pending-unreadable',
  'A02-no-room',
  'A06-clock-question',
  'A07-only-one-expired',
  'A11-refused',
  'A16-update-refused',
  'A18-disk-full',
  'notice-older-copy',
]) {
  test(`${name} begins with what happened and ends with the number, for the telephone`, async ({
    open,
  }) => {
    const { state, replies, act } = sceneCalled(name);
    const page = await open(state, replies, true);
    await act?.(page);
    const boxes = await numbersAmongWords(page);
    expect(boxes).not.toEqual([]);
    for (const pieces of boxes) {
      expect(pieces.indexOf(true)).toBeGreaterThan(0);
      expect(pieces.slice(pieces.indexOf(true))).not.toContain(false);
    }
  });
}
