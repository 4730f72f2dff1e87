/** The code's digits: their air, how they grow with the text, how wide their card is, and that they fade alone where motion is wanted. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Ready } from '../../../../shared/state.ts';
import type { FakeBridge } from '../../../fakes/app/bridge.ts';
import { sceneCalled } from '../../../screens/scenes.ts';
import { announce, codeOf, resize, test } from '../../support/page.ts';

const airPx = 20;
const digits = (page: Page) => page.locator('.code .digits > [aria-hidden]');
const box = async (page: Page, selector: string) => {
  const found = await page.locator(selector).boundingBox();
  if (found === null) throw new Error(`${selector} is not seen`);
  return found;
};
const fontSize = (page: Page) =>
  digits(page).evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));

function withText(state: Ready, textPercent: number): Ready {
  const settings = { ...state.view.settings, textPercent };
  return { ...state, view: { ...state.view, settings } };
}

for (const [width, height] of [
  [386, 681],
  [400, 720],
  [800, 720],
] as const) {
  for (const code of ['492039', '1234567', '04920398']) {
    test(`${code.length} digits have 20 px of air on each side in their card at ${width} × ${height}`, async ({
      open,
    }) => {
      const page = await open(codeOf(42, {}, code));
      await resize(page, { width, height });
      for (const textPercent of [100, 200]) {
        await announce(page, withText(codeOf(42, {}, code), textPercent));
        const card = await box(page, '.code-card');
        const inner = await box(page, '.code .digits > [aria-hidden]');
        expect(inner.x - card.x).toBeGreaterThanOrEqual(airPx);
        expect(card.x + card.width - inner.x - inner.width).toBeGreaterThanOrEqual(airPx);
      }
    });
  }
}

test('at 200 % the digits are half as large again, in the window that has grown with the text', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  const before = await fontSize(page);
  await announce(page, withText(codeOf(42), 200));
  // What a display of 1366 × 768 leaves of 800 × 1440.
  await resize(page, { width: 800, height: 700 });
  expect(await fontSize(page)).toBeGreaterThan(before * 1.5);
});

for (const name of ['A06', 'A06-ending', 'A06-waiting']) {
  for (const language of ['ja', 'en'] as const) {
    test(`${name}: at 300 % the word and the seconds stand on one line, in the window that has grown (${language})`, async ({
      open,
    }) => {
      const { state, act } = sceneCalled(name);
      const settings = { ...state.view.settings, language, textPercent: 300 };
      const page = await open({ ...state, view: { ...state.view, settings } });
      // What a display of 1366 × 768 leaves of 1200 × 2160.
      await resize(page, { width: 1200, height: 728 });
      await act?.(page);
      const [word, seconds] = [
        await box(page, '.countdown-words > :first-child'),
        await box(page, '.seconds'),
      ];
      expect(word.x + word.width).toBeLessThanOrEqual(seconds.x);
      expect(word.y).toBeLessThan(seconds.y + seconds.height);
      expect(seconds.y).toBeLessThan(word.y + word.height);
    });
  }
}

test('the card is 960 px wide at most, and the heading begins where it does', async ({ open }) => {
  const page = await open(codeOf(42));
  await resize(page, { width: 1400, height: 900 });
  const card = await box(page, '.code-card');
  expect(card.width).toBeLessThanOrEqual(960);
  expect(card.width).toBeGreaterThan(940);
  expect(Math.abs((await box(page, '.screen h1')).x - card.x)).toBeLessThan(2);
});

/** What moves on the new digits at the instant at which they come: how they begin, and for how long. */
const motionOfNext = (page: Page, next: Ready) =>
  page.evaluate(
    (state) =>
      new Promise<{ opacity: string; durationMs: number }[]>((found) => {
        const { bridge } = window as unknown as { bridge: FakeBridge };
        const before = document.querySelector('.code .digits');
        new MutationObserver((_, observer) => {
          const now = document.querySelector('.code .digits');
          if (now === null || now === before) return;
          observer.disconnect();
          found(
            now.getAnimations().map((animation) => {
              animation.pause();
              animation.currentTime = 0;
              const durationMs = Number(animation.effect?.getComputedTiming().duration);
              return { opacity: getComputedStyle(now).opacity, durationMs };
            }),
          );
        }).observe(document.body, { subtree: true, childList: true });
        bridge.announce(state);
      }),
    next,
  );

test('new digits fade in, shortly', async ({ open }) => {
  const page = await open(codeOf(42));
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const [fade, ...others] = await motionOfNext(page, codeOf(60, {}, '118204'));
  expect(others).toEqual([]);
  expect(fade?.opacity).toBe('0');
  expect(fade?.durationMs).toBeGreaterThan(0);
  expect(fade?.durationMs).toBeLessThanOrEqual(200);
});

test('where less motion is wanted new digits stand there at once', async ({ open }) => {
  const page = await open(codeOf(42));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await motionOfNext(page, codeOf(60, {}, '118204'))).toEqual([]);
});

for (const name of ['A01-sending', 'A06', 'A06-asked', 'A07-ten', 'A08', 'A10', 'A13']) {
  test(`${name}: nothing moves by itself where less motion is wanted`, async ({ open }) => {
    const { state, replies, act } = sceneCalled(name);
    const page = await open(state, replies, true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await act?.(page);
    const moving = await page.locator('body *').evaluateAll((all) =>
      all
        .flatMap((each) => [null, '::before', '::after'].map((part) => ({ each, part })))
        .filter(({ each, part }) => {
          const style = getComputedStyle(each, part);
          // The shade above the footer goes with the scrolling, and not with time.
          const isTimed = style.getPropertyValue('animation-timeline') === 'auto';
          const lasts = [
            style.transitionDuration,
            isTimed && style.animationName !== 'none' ? style.animationDuration : '0s',
          ];
          return lasts.some((last) => last.split(', ').some((one) => Number.parseFloat(one) > 0));
        })
        .map(({ each, part }) => `${each.className} ${part ?? ''}`),
    );
    expect(moving).toEqual([]);
  });
}
