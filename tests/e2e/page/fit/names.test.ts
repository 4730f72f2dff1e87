/** Long names and lists, at every size of text: where names break, and that no dot before a line is cut. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { enlarged, fitInto, usualSize } from '../../../../electron/core/window-size.ts';
import { sceneCalled } from '../../../screens/scenes.ts';
import { resize, test } from '../../support/page.ts';
import type { OpenPage } from '../../support/page.ts';

/** What a display of 1366 × 768 leaves beside its task bar. */
const workArea = { x: 0, y: 0, width: 1366, height: 728 };

async function openAt(open: OpenPage, name: string, textPercent: number): Promise<Page> {
  const { state, replies, act } = sceneCalled(name);
  const settings = { ...state.view.settings, textPercent };
  const inSize = { ...state, view: { ...state.view, settings } };
  const page = await open(inSize, replies, true);
  const wanted = { x: 0, y: 0, ...enlarged(usualSize, textPercent) };
  const { width, height } = fitInto(workArea, wanted, usualSize);
  await resize(page, { width, height });
  await act?.(page);
  return page;
}

/** Each word for a kind of institution that goes over the end of a line. */
const tornWords = (page: Page) =>
  page.locator('body').evaluate((body) => {
    const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const torn: string[] = [];
    while (walk.nextNode()) {
      const text = walk.currentNode;
      if (text.parentElement?.closest('[class*="name"]')?.checkVisibility() !== true) continue;
      for (const found of (text.textContent ?? '').matchAll(/信用協同組合|信用組合|連合会/g)) {
        const range = document.createRange();
        range.setStart(text, found.index);
        range.setEnd(text, found.index + found[0].length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) torn.push(found[0]);
      }
    }
    return torn;
  });

for (const name of [
  'A06-long-name-expiring-clock',
  'A07-ten',
  'A10-choose',
  'A10-offline',
  'A19',
]) {
  test(`${name}: a long name breaks before what kind of institution it is, never within that word`, async ({
    open,
  }) => {
    for (const textPercent of [100, 200, 300]) {
      const page = await openAt(open, name, textPercent);
      await expect(page.getByText('東日本県央地域商工業者').first()).toBeVisible();
      expect(await tornWords(page)).toEqual([]);
    }
  });
}

for (const name of ['A06-asked', 'A16-policy', 'A17-about', 'A21', 'notice-older-copy']) {
  test(`${name}: dots and numbers before lines have their room at 300 %`, async ({ open }) => {
    const page = await openAt(open, name, 300);
    const lists = page.locator(':is(ul, ol):not(.menu):visible');
    await expect(lists.first()).toBeVisible();
    const rooms = await lists.evaluateAll((each) =>
      each
        .map((list) => getComputedStyle(list))
        .filter(({ listStyleType }) => listStyleType !== 'none')
        .map((style) => Number.parseFloat(style.paddingLeft) / Number.parseFloat(style.fontSize)),
    );
    expect(rooms.length).toBeGreaterThan(0);
    expect(Math.min(...rooms)).toBeGreaterThanOrEqual(1.2);
  });
}
