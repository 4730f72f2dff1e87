/** No button refuses in silence: what is missing gets the focus and a sentence that names it, seen at every size of text. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { State } from '../../../shared/state.ts';
import type { BridgeScript } from '../../fakes/app/bridge.ts';
import { first, locked, openToken, ready, sampleNow } from '../../fakes/samples.ts';
import { announce, asked, fillForm, press, resize, test } from '../support/page.ts';

const shown = ready({ tokens: [first], openToken: openToken() });
const withPasscode: State = {
  ...shown,
  passcode: { isSet: true, isRequired: false, touchId: 'off' },
};
const inSettings = (name: string) => async (page: Page) => {
  await press(page, '設定');
  await press(page, name);
};
const refusedName = { ok: false, code: 'name-refused', facts: {} } as const;

/** Where, how far it is filled in, what is pressed, what is said of which field. */
const table: {
  what: string;
  state: State;
  replies?: BridgeScript['replies'];
  act?: (page: Page) => Promise<void>;
  button: string;
  field: string;
  sentence: string;
}[] = [
  {
    what: '初期設定 without a service ID',
    state: ready(),
    button: '次へ',
    field: 'サービスID:',
    sentence: 'サービスIDを、8桁の数字で入力してください。',
  },
  {
    what: '初期設定 with a user ID of nine characters',
    state: ready(),
    act: async (page) => {
      await page.getByLabel('サービスID:').fill('10010017');
      await page.getByLabel('ユーザーID:').fill('7K2M9QX4T');
    },
    button: '次へ',
    field: 'ユーザーID:',
    sentence: 'ユーザーIDを、10文字の英数字で入力してください。',
  },
  {
    what: '初期設定 with a password of three digits',
    state: ready(),
    act: (page) => fillForm(page, { password: '482' }),
    button: '送信',
    field: '利用開始パスワード:',
    sentence: '利用開始パスワードを、お決めになった4～8桁の数字で入力してください。',
  },
  {
    what: '初期設定 without agreement',
    state: ready(),
    act: async (page) => {
      await fillForm(page);
      await page.getByLabel('上記の内容に同意する。').uncheck();
    },
    button: '送信',
    field: '上記の内容に同意する。',
    sentence: '同意するときは、「上記の内容に同意する。」にチェックを入れてください。',
  },
  {
    what: '初期設定 with the IDs of the practice',
    state: ready(),
    act: (page) => page.getByLabel('サービスID:').fill('12345678'),
    button: '次へ',
    field: 'サービスID:',
    sentence: 'これは練習用の番号です。',
  },
  {
    what: 'メールから貼り付け with nothing pasted',
    state: ready(),
    act: (page) => press(page, 'メールから貼り付け'),
    button: '読み取る',
    field: 'メールの文面',
    sentence: 'メールの文面を、上の枠に貼り付けてください。',
  },
  {
    what: 'トークン表示名変更 with what no name may hold',
    state: shown,
    replies: { previewName: refusedName },
    act: async (page) => {
      await inSettings('トークン表示名変更')(page);
      await page.getByLabel('変更後の追加文言:').fill('とても長い追加の文言です');
    },
    button: '登録',
    field: '[任意] 変更後の追加文言:',
    sentence: 'この文言は使えません。',
  },
  {
    what: 'トークン削除 without its name',
    state: shown,
    act: inSettings('トークン削除'),
    button: '削除',
    field: '削除するには、トークン表示名を入力してください: 「あかぎ信用組合」',
    sentence: 'ここに「あかぎ信用組合」と入力すると、削除できます。',
  },
  {
    what: 'ロック解除 without a passcode',
    state: locked(),
    button: 'ロックを解除',
    field: 'パスコード:',
    sentence: 'パスコードを入力してください。',
  },
  {
    what: 'ロック解除 before its time',
    state: locked({ triesLeft: 0, retryAt: sampleNow + 120_000 }),
    act: (page) => page.getByLabel('パスコード:').fill('314159'),
    button: 'ロックを解除',
    field: 'パスコード:',
    sentence: 'を過ぎてから入力できます。',
  },
  {
    what: 'パスコード設定 with nothing typed',
    state: shown,
    act: inSettings('パスコード'),
    button: '設定する',
    field: '新しいパスコード:',
    sentence: '新しいパスコードを、6～20桁の数字で入力してください。',
  },
  {
    what: 'パスコード設定 typed once',
    state: shown,
    act: async (page) => {
      await inSettings('パスコード')(page);
      await page.getByLabel('新しいパスコード:', { exact: true }).fill('271828');
    },
    button: '設定する',
    field: '新しいパスコード（確認）:',
    sentence: '確認のため、新しいパスコードをもう一度入力してください。',
  },
  {
    what: 'パスコード解除 without the present one',
    state: withPasscode,
    act: inSettings('パスコード'),
    button: 'パスコードを解除する',
    field: '今のパスコード:',
    sentence: '今のパスコードを入力してください。',
  },
];

const sized = (state: State, textPercent: number): State => ({
  ...state,
  view: { ...state.view, settings: { ...state.view.settings, textPercent } },
});

for (const { what, state, replies = {}, act, button, field, sentence } of table) {
  test(`${what}: the press is answered at the field, at 100, 200 and 300 %`, async ({ open }) => {
    const page = await open(state, replies);
    await act?.(page);
    for (const textPercent of [100, 200, 300]) {
      await announce(page, sized(state, textPercent));
      const before = (await asked(page)).length;
      await press(page, button);
      const invalid = page.getByLabel(field, { exact: true });
      await expect(invalid).toBeFocused();
      await expect(invalid).toHaveAttribute('aria-invalid', 'true');
      await expect(invalid).toHaveAccessibleDescription(new RegExp(sentence));
      const complaint = page.locator('.complaint:visible', { hasText: sentence });
      await expect(complaint).toBeInViewport({ ratio: 0.95 });
      const { bottom, end } = await complaint.evaluate((element) => ({
        bottom: element.getBoundingClientRect().bottom,
        end: element.closest('.screen-body, .dialog-body')?.getBoundingClientRect().bottom ?? 0,
      }));
      expect(Math.floor(bottom)).toBeLessThanOrEqual(Math.ceil(end));
      expect(await asked(page)).toHaveLength(before);
    }
  });
}

/** What is refused by main, by the institution or by a question of its own, with no field to put it at. */
const refusals: {
  what: string;
  state: State;
  replies?: BridgeScript['replies'];
  /** Once. */
  act?: (page: Page) => Promise<void>;
  /** Before each press. */
  again?: (page: Page) => Promise<void>;
  button: string;
  sentence: string;
}[] = [
  {
    what: '初期設定完了 without an answer',
    state: ready({ tokens: [{ ...first, introduction: { checkNumber: '804317' } }] }),
    button: '次へ',
    sentence: '照合番号をくらべて、3つのうちから選んでください。',
  },
  {
    what: '初期設定完了 with another number',
    state: ready({ tokens: [{ ...first, introduction: { checkNumber: '804317' } }] }),
    act: (page) => page.getByLabel('違います').check(),
    button: '次へ',
    sentence: '番号が違うときは、次へ進めません。下の電話番号へお電話ください。',
  },
  {
    what: '初期設定 that the institution refuses',
    state: ready(),
    replies: { activate: { ok: false, code: 'wrong-credentials', facts: { triesLeft: 3 } } },
    act: (page) => fillForm(page),
    button: '送信',
    sentence: 'サービスID、ユーザーIDまたは利用開始パスワードが正しくありません。あと 3 回',
  },
  {
    what: 'メールから貼り付け with a text that holds no number',
    state: ready(),
    replies: { readMail: { ok: true, value: [] } },
    act: async (page) => {
      await press(page, 'メールから貼り付け');
      await page.getByLabel('メールの文面').fill('こんにちは');
    },
    button: '読み取る',
    sentence:
      'サービスIDとユーザーIDが見つかりません。メールの文面を最初から最後までコピーしてください。',
  },
  {
    what: 'ロック解除 with a wrong passcode',
    state: locked(),
    replies: { unlock: { ok: false, code: 'wrong-passcode', facts: { triesLeft: 3 } } },
    again: (page) => page.getByLabel('パスコード:').fill('314159'),
    button: 'ロックを解除',
    sentence: 'パスコードが違います。あと 3 回、続けて入力できます。',
  },
];

/** The window as it grows with the text on a small display, and one that its owner has kept narrow. */
const windows = [
  { textPercent: 100, width: 400, height: 720 },
  { textPercent: 200, width: 800, height: 728 },
  { textPercent: 300, width: 1200, height: 728 },
  { textPercent: 200, width: 400, height: 720 },
  { textPercent: 300, width: 400, height: 720 },
];

for (const { what, state, replies = {}, act, again, button, sentence } of refusals) {
  test(`${what}: each press is answered in view, at 100, 200 and 300 %`, async ({ open }) => {
    const page = await open(state, replies);
    await act?.(page);
    for (const { textPercent, ...size } of windows) {
      await resize(page, size);
      await announce(page, sized(state, textPercent));
      await again?.(page);
      // From the other end, so that it has to come.
      await page
        .locator('.screen-body:visible, .dialog-body:visible')
        .last()
        .evaluate((body) => body.scrollTo(0, body.scrollTop > 0 ? 0 : body.scrollHeight));
      await press(page, button);
      const answer = page.locator(':is(.complaint, .notice-error p):visible', {
        hasText: sentence,
      });
      await expect(answer).toBeVisible();
      const seen = () =>
        answer.evaluate((element) => {
          const body = element.closest('.screen-body, .dialog-body')?.getBoundingClientRect();
          const frame = (element.closest('.notice') ?? element).getBoundingClientRect();
          const { top, bottom } = element.getBoundingClientRect();
          if (body === undefined) return false;
          // Whole, or where its frame is longer than its place, from its beginning.
          const isWhole = top >= body.top - 1 && bottom <= body.bottom + 1;
          const fromItsStart = frame.top >= body.top - 1 && top < body.top + body.height / 2;
          return frame.height <= body.height ? isWhole : fromItsStart;
        });
      await expect.poll(seen).toBe(true);
    }
  });
}

test('a complaint goes when its field is right, and comes with no key before a button was pressed', async ({
  open,
}) => {
  const page = await open(ready());
  await page.getByLabel('ユーザーID:').fill('7K2');
  await expect(page.locator('.complaint')).toHaveCount(0);
  await press(page, '次へ');
  await expect(page.locator('.complaint')).toHaveCount(2);
  await page.getByLabel('サービスID:').fill('10010017');
  await page.getByLabel('ユーザーID:').fill('7K2M9QX4TB');
  await expect(page.locator('.complaint')).toHaveCount(0);
  await press(page, '次へ');
  await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
  await expect(page.locator('.complaint')).toHaveCount(0);
  await press(page, '送信');
  await expect(page.locator('.complaint')).toHaveCount(2);
});
