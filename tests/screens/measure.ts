/** What can be measured of a screen before it is photographed. */
import type { Page } from '@playwright/test';

/** The height at which nothing on the page needs scrolling, but for boxes that are made to scroll. */
export function heightOfAll(page: Page): Promise<number> {
  return page.evaluate(() => {
    // The screen at home stays in the page, unseen, behind one that was opened from it.
    const seen = [...document.querySelectorAll('.screen-body')].find(
      (each) => each.clientHeight > 0,
    );
    const body = document.querySelector('dialog[open] .dialog-body') ?? seen;
    return body ? innerHeight + body.scrollHeight - body.clientHeight : innerHeight;
  });
}

/** By how much the window itself scrolls, beside the screen's own body: nothing may stand below it. */
export function scrollsOutside(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
}

/** How much of the screen is out of sight until it is scrolled to. */
export function hiddenHeight(page: Page): Promise<number> {
  return page
    .locator('.screen-body:visible')
    .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
}

/** What sticks out of the window, or of what is scrolled up and down alone, as selectors. */
export function tooWide(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.closest('.gauge, .for-readers') === null)
      .filter(
        (element) =>
          element.getBoundingClientRect().right > innerWidth + 1 ||
          (element.matches('.screen-body, .dialog-body') &&
            element.scrollWidth > element.clientWidth),
      )
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
      .join(', '),
  );
}
