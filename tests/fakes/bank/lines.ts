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
