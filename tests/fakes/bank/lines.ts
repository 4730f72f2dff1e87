/** How a page's text is broken into lines, as the browser has drawn it. */
import type { Page } from '@playwright/test';

/** The texts of more than one line of which the last is a single character. */
export function orphans(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const blocks = new Map<Element, { bottom: number; text: string }[]>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let block = node.parentElement;
      while (block && getComputedStyle(block).display === 'inline') block = block.parentElement;
      if (!(node instanceof Text) || !block || block.closest('pre, .visually-hidden')) continue;
      const lines = blocks.get(block) ?? [];
      blocks.set(block, lines);
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { top, bottom, width } = range.getBoundingClientRect();
        if (width === 0) continue;
        // Letters of two sizes on one line overlap for the most part.
        const line = lines.at(-1);
        if (!line || top > line.bottom - 8) lines.push({ bottom, text: node.data.charAt(at) });
        else line.text += node.data.charAt(at);
      }
    }
    return [...blocks.values()]
      .map((lines) => lines.map(({ text }) => text.trim()))
      .filter((texts) => texts.length > 1 && texts.at(-1)?.length === 1)
      .map((texts) => texts.join('|'));
  });
}

/** In each size of letters: what is broken inside a word, as `ワンタイム|パスワード`, what is cut off, what the window is too narrow for. */
export async function badWords(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of ['text-small', 'text-medium', 'text-large']) {
    await page.locator('html').evaluate((html, chosen) => html.setAttribute('class', chosen), size);
    found.push(...(await badNow(page)).map((text) => `${size}: ${text}`));
  }
  return found;
}

function badNow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = new Intl.Segmenter('ja', { granularity: 'word' });
    // A word that was made of several is broken in none of its places.
    const isJoined = (before: string, after: string) =>
      /^[\p{Script=Katakana}ー]{2}$/u.test(before + after) ||
      /^[A-Za-z0-9]{2}$/.test(before + after);

    function brokenIn(element: Element): string[] {
      const found: string[] = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!(node instanceof Text)) continue;
        const text = node.data;
        const begins = new Set([...words.segment(text)].map(({ index }) => index));
        let last: DOMRect | null = null;
        for (let at = 0; at < text.length; at += 1) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          if (box.width === 0) continue;
          const isNext = last !== null && box.top > last.bottom - 8;
          last = box;
          if (!isNext) continue;
          const joined = isJoined(text.charAt(at - 1), text.charAt(at));
          if (!begins.has(at) || joined) found.push(`${text.slice(0, at)}|${text.slice(at)}`);
        }
      }
      return found;
    }

    const { scrollWidth, clientWidth } = document.documentElement;
    const tooWide = scrollWidth > clientWidth ? ['the page is wider than the window'] : [];
    const wrong = [
      ...document.querySelectorAll('button, .button, nav a, h1, h2, h3, label, summary, .steps li'),
    ]
      .filter((element) => element.getClientRects().length > 0)
      // What Enter presses, and nobody sees.
      .filter((element) => !element.matches('.visually-hidden'))
      .flatMap((element) => {
        const { left, right } = element.getBoundingClientRect();
        const name = element.textContent.trim();
        const isCut =
          element.scrollWidth > element.clientWidth + 1 ||
          element.scrollHeight > element.clientHeight + 1;
        return [
          ...brokenIn(element).map((lines) => `broken: ${lines}`),
          ...(isCut ? [`cut off: ${name}`] : []),
          ...(left < 0 || right > innerWidth + 1 ? [`beyond the window: ${name}`] : []),
        ];
      });
    return [...tooWide, ...wrong];
  });
}
