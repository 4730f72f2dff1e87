/** Every screen in every theme: axe finds nothing, nothing is cut off at 200 %, and nothing moves where that is not wanted. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { languages } from '../../../shared/language.ts';
import type { Language } from '../../../shared/language.ts';
import type { State } from '../../../shared/state.ts';
import { ready } from '../../fakes/samples.ts';
import { ceilings } from '../../integration/build/ceilings.ts';
import { scrollsOutside, tooWide } from '../../screens/measure.ts';
import { sceneCalled, scenes } from '../../screens/scenes.ts';
import { faults } from '../../screens/faults.ts';
import { announce, codeOf, heading, press, resize, stopClock, test } from '../support/page.ts';

/** Colours are of the theme and words of the language: each language meets a light and a dark theme. */
const looks = [
  { theme: 'light', language: 'ja' },
  { theme: 'dark', language: 'en' },
  { theme: 'contrast', language: 'ja' },
] as const;

/**
 * What would have the window drawn anew for longer than a second, with motion as the system usually has it; and what moves with
 * scrolling by a property of the compositor's, which is awake for that sixty times a second whether anybody scrolls or not.
 */
async function endless(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  return page.evaluate(() => {
    const ofCompositor = ['opacity', 'transform', 'translate', 'rotate', 'scale', 'filter'];
    const isEndless = ({ timeline, effect }: Animation) => {
      if (timeline === document.timeline) {
        return Number(effect?.getComputedTiming().endTime) > 1000;
      }
      const frames = effect instanceof KeyframeEffect ? effect.getKeyframes() : [];
      return frames.some((frame) => ofCompositor.some((property) => property in frame));
    };
    return document
      .getAnimations()
      .filter(isEndless)
      .map((animation) =>
        animation instanceof CSSAnimation ? animation.animationName : animation.id,
      );
  });
}

function dressed(
  state: State,
  theme: (typeof looks)[number]['theme'],
  textPercent = 100,
  language: 'system' | Language = 'system',
): State {
  const settings = { ...state.view.settings, theme, textPercent, language };
  return { ...state, view: { ...state.view, settings } };
}

for (const { name, state, replies = {}, act, size } of scenes) {
  test(`${name} is accessible in every theme and language, and whole at 200 and 300 %`, async ({
    open,
  }) => {
    const page = await open(state, replies, true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (size) await resize(page, size);
    await act?.(page);
    const found: string[] = [];
    for (const { theme, language } of looks) {
      await announce(page, dressed(state, theme, 100, language));
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      found.push(...(await faults(page, `${theme} ${language}`)));
    }
    expect(found).toEqual([]);
    expect(await endless(page)).toHaveLength(ceilings.endlessAnimations);
    expect(await scrollsOutside(page)).toBe(0);
    for (const language of languages) {
      for (const textPercent of [200, 300]) {
        await announce(page, dressed(state, 'light', textPercent, language));
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        expect(await tooWide(page)).toBe('');
        expect(await scrollsOutside(page)).toBe(0);
      }
    }
  });
}

test('A01 as a screen reader has it', async ({ open }) => {
  const page = await open(ready());
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - form "初期設定":
      - banner:
        - heading "初期設定" [level=1]
        - text: 画面番号 A01
      - main:
        - list "設定の順番":
          - listitem: 1 入力
          - listitem: 2 照合
          - listitem: 3 名前
          - listitem: 4 注意
        - paragraph: メールにあるサービスIDとユーザーIDを入力してください。
        - button "メールから貼り付け"
        - text: "サービスID:"
        - textbox "サービスID:"
        - status: 8桁の数字
        - text: "ユーザーID:"
        - textbox "ユーザーID:"
        - paragraph: 10文字の英数字
      - contentinfo:
        - button "設定"
        - button "次へ"
  `);
});

test('A06 as a screen reader has it', async ({ open }) => {
  const page = await open(codeOf(42));
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - form "ワンタイムパスワード":
      - banner:
        - heading "ワンタイムパスワード" [level=1]
        - text: 画面番号 A06
      - main:
        - paragraph: あかぎ信用組合
        - button "ワンタイムパスワードをコピー"
        - group "ワンタイムパスワード": 4 9 2 0 3 9
        - paragraph:
          - text: 有効時間（最大60秒）
          - timer:
            - text: あと
            - strong: /[0-9]+/
            - text: 秒
        - button "コピー"
        - list:
          - listitem:
            - paragraph:
              - text: 入力先は、ここだけです
              - strong: あかぎ信用組合
              - text: https://bank.example/akagi/
            - button "インターネットバンキングを開く": 開く
          - listitem:
            - button "番号を聞かれましたか？"
          - listitem:
            - button "読み上げ"
            - button "小さく表示"
        - paragraph: 有効期限 2031年3月31日
      - contentinfo:
        - button "設定"
  `);
});

test('the ten seconds before the end are announced once, the seconds never', async ({ open }) => {
  const page = await open(codeOf(30));
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/あと [0-9]+ 秒/);
  // A timer is silent unless it is asked (WAI-ARIA 1.2: aria-live is off).
  await expect(timer).not.toHaveAttribute('aria-live', /.*/);
  const announced = page.locator('output', { hasText: 'あと10秒ほどで' });
  await expect(announced).toHaveCount(0);
  await announce(page, codeOf(9));
  await expect(announced).toHaveCount(1);
});

test('each digit can be read singly, and the code is one group', async ({ open }) => {
  const page = await open(codeOf(42));
  await expect(page.getByRole('group', { name: 'ワンタイムパスワード' })).toHaveText(
    /4 9 2 0 3 9$/,
  );
});

test('every change of screen moves the focus to what is new', async ({ open }) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await expect(heading(page)).toBeFocused();
  await press(page, 'トークン追加');
  await expect(page).toHaveTitle('トークン追加（A02）－ ワンタイムパスワードアプリ（見本）');
  await expect(page.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(heading(page)).toBeFocused();
});

test('the gauge goes down with the seconds, and stands at the last of them', async ({ open }) => {
  const page = await open(codeOf(42));
  const shareOfGauge = () =>
    page.locator('.gauge-fill').evaluate((fill) => {
      const { left, right } = (fill.parentElement ?? fill).getBoundingClientRect();
      return Math.round(((fill.getBoundingClientRect().right - left) / (right - left)) * 60);
    });
  for (const secondsLeft of [42, 41, 8, 1]) {
    await announce(page, codeOf(secondsLeft));
    await expect(page.getByRole('timer')).toContainText(String(secondsLeft));
    expect(await shareOfGauge()).toBe(secondsLeft);
  }
});

test('a window that nobody sees counts nothing, and is right when it is seen again', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  // The screens that come in its first quiet moment have come: with them the page is drawn once more, seen or not.
  await press(page, '設定');
  await expect(heading(page)).toHaveText('設定');
  await press(page, '戻る');
  const setVisible = (visibilityState: string) =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, visibilityState);
  await stopClock(page);
  await expect(page.getByRole('timer')).toContainText('42');
  await setVisible('hidden');
  await page.clock.runFor(10_000);
  await expect(page.getByRole('timer')).toContainText('42');
  await setVisible('visible');
  await expect(page.getByRole('timer')).toContainText('32');
});

test('in forced colours the gauge and the buttons keep their edges', async ({ open }) => {
  const page = await open(codeOf(42));
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(page.locator('.gauge')).toHaveCSS('border-top-style', 'solid');
  await expect(page.locator('.primary')).toHaveCSS('border-top-style', 'solid');
  const color = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect(await color('.gauge-fill', 'background-color')).not.toBe(
    await color('.gauge', 'background-color'),
  );
  // The main button is filled, the others are not; and no plate behind the digits covers what is beside them.
  expect(await color('.primary', 'background-color')).not.toBe(
    await color('.secondary', 'background-color'),
  );
  await expect(page.locator('.code .digits')).toHaveCSS('forced-color-adjust', 'none');
});

const sizes = [
  { width: 360, height: 560 },
  { width: 400, height: 720 },
  { width: 1280, height: 1000 },
];
for (const size of sizes) {
  for (const code of ['492039', '1234567', '04920398']) {
    test(`${code.length} digits are whole at ${size.width} × ${size.height} at every text size`, async ({
      open,
    }) => {
      const page = await open(codeOf(42, {}, code));
      await resize(page, size);
      for (const percent of [100, 150, 200, 300]) {
        await announce(page, dressed(codeOf(42, {}, code), 'light', percent));
        const digits = page.locator('.code .digits > [aria-hidden]');
        await digits.scrollIntoViewIfNeeded();
        const box = await digits.boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 9999)).toBeLessThanOrEqual(size.width);
        const fontSize = await page
          .locator('.code .digits')
          .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
        expect(fontSize).toBeGreaterThanOrEqual(code.length === 6 ? 72 : 66);
      }
    });
  }
}

/** What has the focus without showing it, Tab by Tab to the end of the screen. */
async function hiddenFocus(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press('Tab');
    const told = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return null;
      const framed = [at, at.closest('.field-frame')].some((each) => {
        if (each === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      });
      return framed ? '' : `${at.tagName.toLowerCase()} ${at.textContent}`;
    });
    if (told === null) break;
    if (told !== '') found.push(told);
  }
  return found;
}

for (const name of [
  'A01-filled',
  'A04-empty',
  'A06',
  'A07-ten',
  'A08',
  'A10',
  'A11-open',
  'A12-right',
  'A14-set',
  'A15',
  'A16',
  'A17-about',
  'A18-key-store-locked',
  'A19',
  'A20',
]) {
  test(`${name} shows at every Tab where the focus is`, async ({ open }) => {
    const scene = sceneCalled(name);
    const page = await open(scene.state, scene.replies, true);
    await scene.act?.(page);
    expect(await hiddenFocus(page)).toEqual([]);
  });
}
