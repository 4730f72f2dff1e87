/**
 * Fonts of Windows and macOS are not those of this machine: with letters that are a tenth wider and lines that are
 * a tenth higher nothing is cut off on the screens where most time is spent.
 */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { scrollsOutside, tooWide } from '../../../screens/measure.ts';
import { sceneCalled } from '../../../screens/scenes.ts';
import { announce, resize, test } from '../../support/page.ts';

const names = [
  'A00',
  'A01-empty',
  'A01-filled',
  'A01-missing',
  'A03-first',
  'A04-filled',
  'A05',
  'A06',
  'A06-first-use',
  'A06-eight-digits',
  'A06-ending',
  'A06-narrow',
  'A06-asked',
  'A07-two',
  'A07-ten',
  'A08-newer-version',
  'A10',
  'A13',
  'A16-trouble',
  'A19',
  'A20',
  'mini-several',
  'mini-long-name',
  'mini-ending',
];

/** In place of the fonts that the page asks for: the letters grow, and no length of ours does. */
async function widen(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { fontFamily } = getComputedStyle(document.documentElement);
    const sources = { 400: 'Noto Sans CJK JP', 700: 'Noto Sans CJK JP Bold' };
    for (const [weight, source] of Object.entries(sources)) {
      // TypeScript's descriptors do not know it yet (CSS Fonts 5, size-adjust).
      const descriptors = { weight, sizeAdjust: '110%' };
      const face = new FontFace('Wide', `local("${source}"), local("DejaVu Sans")`, descriptors);
      document.fonts.add(await face.load());
    }
    document.documentElement.style.setProperty('--letters', `Wide, ${fontFamily}`);
  });
}

const widthOfLetters = (page: Page) =>
  page.evaluate(() => {
    const probe = Object.assign(document.createElement('span'), { textContent: '番号ABC' });
    document.body.append(probe);
    const { width } = probe.getBoundingClientRect();
    probe.remove();
    return width;
  });

/** Words that their box does not hold, and digits that stand out of their card. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const seen = [...document.querySelectorAll('.screen *, dialog[open] *')].filter((each) =>
      each.checkVisibility(),
    );
    const tight = seen
      .filter((each) => each.matches('button, .mark, .menu-value, .countdown-words, .mini-tools'))
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1);
    const outside = seen
      .filter((each) => each.matches('.code .digits > [aria-hidden], .countdown-words, .gauge'))
      .filter((each) => {
        const card = each.closest('.code-card')?.getBoundingClientRect();
        const { left, right, top, bottom } = each.getBoundingClientRect();
        if (card === undefined) return true;
        // The line of the digits is lower than the room that their font asks for above and below them.
        const isHigh = !each.matches('.digits *') && (top < card.top || bottom > card.bottom);
        return isHigh || left < card.left || right > card.right;
      });
    return [...tight, ...outside].map((each) => `${each.tagName} ${each.className}`);
  });

for (const name of names) {
  test(`${name} is whole with letters that are a tenth wider`, async ({ open }) => {
    const scene = sceneCalled(name);
    const { state, replies, act, size } = scene;
    const page = await open(state, replies, true);
    if (size) await resize(page, size);
    await act?.(page);
    const before = await widthOfLetters(page);
    await widen(page);
    // Or nothing would be tried here.
    expect(await widthOfLetters(page)).toBeGreaterThan(before * 1.05);
    for (const textPercent of [100, 200]) {
      const settings = { ...state.view.settings, textPercent };
      await announce(page, { ...state, view: { ...state.view, settings } });
      expect(await tooWide(page)).toBe('');
      expect(await scrollsOutside(page)).toBe(0);
      expect(await cutOff(page)).toEqual([]);
    }
  });
}
