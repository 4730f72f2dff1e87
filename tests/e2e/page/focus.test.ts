/** Where the focus is: on every screen and dialog somewhere that a screen reader can begin, and never nowhere. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Ready, State } from '../../../shared/state.ts';
import {
  akagi,
  blocked,
  first,
  haruna,
  id,
  locked,
  pendingActivation,
  ready,
  second,
  token,
} from '../../fakes/samples.ts';
import { sceneCalled, scenes } from '../../screens/scenes.ts';
import { announce, codeOf, heading, passNumber, press, resize, test } from '../support/page.ts';

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
    const page = await open(state, replies, true);
    if (size) await resize(page, size);
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

const typeIds = async (page: Page) => {
  const screen = page.locator('.screen:visible');
  await screen.getByLabel('サービスID:').fill('10010017');
  await screen.getByLabel('ユーザーID:').fill('7K2M9QX4TB');
  await press(page, '次へ');
};
const bothIds = 'メールにあるサービスIDとユーザーIDを入力してください。';

const mail = {
  readMail: {
    ok: true as const,
    value: [akagi, haruna].map(({ serviceId }) => ({ serviceId, userId: '7K2M9QX4TB' })),
  },
};
type OpenedBy = {
  state: State;
  /** To where the button stands that opens it. */
  way?: (page: Page) => Promise<unknown>;
  /** What else leads from the button to the dialog. */
  on?: (page: Page) => Promise<unknown>;
  button: string;
  close: string;
};

/** Every dialog that a button opens: that button, and the one in it that closes it and does nothing else. */
const opened: OpenedBy[] = [
  { state: codeOf(42), button: '番号を聞かれましたか？', close: '閉じる' },
  { state: ready(), button: 'メールから貼り付け', close: '閉じる' },
  {
    state: ready(),
    button: 'メールから貼り付け',
    async on(page) {
      await page.getByRole('textbox', { name: 'メールの文面' }).fill('ご案内');
      await press(page, '読み取る');
      await expect(page.getByRole('heading', { name: '使う番号を選んでください。' })).toBeVisible();
    },
    close: '閉じる',
  },
  {
    state: ready(),
    way: (page) => typeIds(page),
    button: '全文を読む',
    close: '閉じる',
  },
  { state: ready({ pending: [pendingActivation()] }), button: '取り消す', close: '取り消さない' },
  {
    state: { ...blocked('key-store-changed'), final: true },
    button: '新しく始める',
    close: 'やめる',
  },
  {
    state: locked(),
    way: (page) => page.locator('summary').click(),
    button: '新しく始める',
    close: 'やめる',
  },
  {
    state: codeOf(42),
    way: (page) => page.keyboard.press('F1'),
    button: 'キーボードの操作',
    close: '閉じる',
  },
];

for (const { state, way, on, button, close } of opened) {
  for (const how of ['Esc', close]) {
    test(`the dialog of 「${button}」${on ? ' and what follows it' : ''} on ${state.status === 'ready' && state.tokens.length === 0 ? 'A01' : state.status} gives the focus back to that button, closed by ${how}`, async ({
      open,
    }) => {
      const page = await open(state, mail);
      await way?.(page);
      const opener = page.getByRole('button', { name: button, exact: true });
      await opener.press('Enter');
      await expect(dialogs(page)).toBeVisible();
      await on?.(page);
      if (how === 'Esc') await page.keyboard.press('Escape');
      else await dialogs(page).getByRole('button', { name: close, exact: true }).click();
      await expect(dialogs(page)).toHaveCount(0);
      await expect(opener).toBeFocused();
    });
  }
}

const doubted = codeOf(42);
/** Those that come by themselves, and what closes each. */
const unasked: [string, Ready, string][] = [
  [
    'the link of a mail',
    codeOf(42, { link: { number: 1, ids: { serviceId: '10010017', userId: '7K2M9QX4TB' } } }),
    'いいえ',
  ],
  [
    'the question of the clock',
    { ...doubted, clock: { ...doubted.clock, question: { offsetMs: 3_650 * 86_400_000 } } },
    'あとで確かめる',
  ],
  ['a notice of the vault', codeOf(42, { notices: ['restored-copy'] }), '読みました'],
  ['damaged settings', codeOf(42, { view: { ...doubted.view, settingsDamaged: true } }), '閉じる'],
];

for (const [what, state, close] of unasked) {
  for (const how of ['Esc', close]) {
    test(`a dialog that comes by itself gives the focus back to where it was: ${what}, closed by ${how}`, async ({
      open,
    }) => {
      const page = await open(codeOf(42));
      const before = page.getByRole('button', { name: '読み上げ' });
      await before.focus();
      await announce(page, state);
      await expect(dialogs(page)).toBeVisible();
      if (how === 'Esc') await page.keyboard.press('Escape');
      else await press(page, close);
      // Main has heard that it was read.
      await announce(page, codeOf(42));
      await expect(dialogs(page)).toHaveCount(0);
      await expect(before).toBeFocused();
    });
  }
}

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

const introducing = ready({
  tokens: [token({ id: id(1), introduction: { checkNumber: '804317' } })],
});
const addToken = async (page: Page) => {
  await page.keyboard.press('Control+n');
  await expect(heading(page)).toHaveText('トークン追加');
};
/** Each screen on which something else than the heading has the focus at once: what stands before that, from the title on. */
const begun: Record<string, [State, ((page: Page) => Promise<unknown>) | null, RegExp]> = {
  A01: [ready(), null, new RegExp(`^初期設定 ${bothIds}`)],
  'A01 with a request that has no answer': [
    ready({ pending: [pendingActivation({ institution: haruna, serviceId: '10010025' })] }),
    (page) => resize(page, { width: 400, height: 1000 }),
    new RegExp(`^初期設定 送信の結果を確かめています はるな.*${bothIds}`),
  ],
  'the second step of A01': [ready(), typeIds, /^初期設定 .*利用開始パスワード/],
  A02: [codeOf(42), addToken, new RegExp(`^トークン追加 ${bothIds}`)],
  A04: [introducing, passNumber, /^トークン表示名設定 .*追加・変更することができます/],
  'A07, where a token was used last': [
    ready({ tokens: [first, second], lastTokenId: second.id }),
    null,
    /^トークン選択 .*トークンを選んでください。/,
  ],
  A09: [
    codeOf(42),
    async (page) => {
      await press(page, '設定');
      await press(page, 'トークン表示名変更');
    },
    /^トークン表示名変更 .*追加・変更することができます/,
  ],
  A13: [locked(), null, /^ロック解除 パスコードを入力してください。/],
  A15: [codeOf(42), (page) => page.keyboard.press('F1'), /^ヘルプ/],
};

for (const [where, [state, act, told]] of Object.entries(begun)) {
  test(`what has the focus at once tells the screen’s title and what stands before it: ${where}`, async ({
    open,
  }) => {
    const page = await open(state);
    await act?.(page);
    const focusedAtOnce = page.locator(':is(input, button.token):focus');
    await expect(focusedAtOnce).toHaveAccessibleDescription(told);
  });
}

/** What Tab comes to, from the heading on: what it is, in which part of what is open, and where in it. */
async function tabStops(page: Page) {
  const stops = [];
  await page.locator('dialog[open] h2, .screen:visible h1').last().focus();
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      const parts = ['.screen-header', '.screen-body, .dialog-body', 'footer, .dialog-actions'];
      const part = parts.findIndex((each) => at?.closest(each));
      if (at === null || part < 0) return null;
      const body = at.closest('.screen-body, .dialog-body');
      const scrolled = body === at ? 0 : (body?.scrollTop ?? 0);
      const { left, right, top, bottom } = at.getBoundingClientRect();
      const column = [...document.querySelectorAll('.columns > *')].findIndex((each) =>
        each.contains(at),
      );
      const name = `${at.tagName} ${at.id} ${at.getAttribute('aria-label') ?? at.textContent}`;
      return { name, part, column, left, right, top: top + scrolled, bottom: bottom + scrolled };
    });
    if (stop === null || (stop.name === stops[0]?.name && stop.top === stops[0].top)) break;
    stops.push(stop);
  }
  return stops;
}
type Stop = Awaited<ReturnType<typeof tabStops>>[number];

/** Below it, to its right on the same line, within it (a card that presses as a whole), or in the next column or part. */
function comesAfter(next: Stop, before: Stop): boolean {
  if (next.part !== before.part) return next.part > before.part;
  if (next.column !== before.column) return next.column > before.column || next.column < 0;
  const isWithin =
    next.top >= before.top &&
    next.bottom <= before.bottom &&
    next.left >= before.left &&
    next.right <= before.right;
  return isWithin || next.top >= before.bottom - 4 || next.left >= before.right - 4;
}

for (const name of [
  'A00',
  'A01-filled',
  'A01-ids',
  'A01-mail',
  'A01-pending',
  'A01-wide',
  'A03-first',
  'A04-empty',
  'A06',
  'A06-asked',
  'A06-ending',
  'A06-first-use',
  'A06-wide',
  'A07-ten',
  'A08',
  'A10',
  'A13-touch-id',
  'A14-set',
  'A15',
  'A16-trouble',
  'A17-about',
  'A18-final',
  'A19',
  'A20',
]) {
  test(`${name}: Tab goes as the eye does, from above to below and along each line`, async ({
    open,
  }) => {
    const { state, replies, act, size } = sceneCalled(name);
    const page = await open(state, replies, true);
    if (size) await resize(page, size);
    await act?.(page);
    const stops = await tabStops(page);
    expect(stops.length).toBeGreaterThan(0);
    const astray = stops.filter((stop, at) => {
      const before = stops[at - 1];
      return before !== undefined && !comesAfter(stop, before);
    });
    expect(astray.map((stop) => stop.name)).toEqual([]);
  });
}
