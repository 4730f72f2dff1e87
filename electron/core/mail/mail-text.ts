/** The text of a mail that was copied as HTML, line by line and as far as the eye sees it, for readMail alone. */
import { isSeen, lookWithin, plainLook } from './style.ts';
import type { Attributes, Look } from './style.ts';
import { hidingRules } from './style-sheet.ts';
import { decodeEntities, readTag } from './tags.ts';

const startsLine = new Set(
  (
    'address article blockquote body br center dd div dl dt h1 h2 h3 h4 h5 h6 header hr li ol p pre ' +
    'section table tbody tfoot thead tr ul'
  ).split(' '),
);
const cells = new Set(['td', 'th']);
/** Without an end tag. */
const empty = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
/** Never drawn. */
const unseen = new Set(['head', 'template', 'datalist']);
/** Up to their end tag there is no tag in them. */
const raw = new Set(['script', 'style', 'title', 'textarea', 'xmp']);
/** What a start tag ends, where the end tag was left out (HTML Standard §13.1.2.4). */
const ends: Record<string, string[]> = {
  body: ['head'],
  p: ['p'],
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['td', 'th', 'tr'],
};

/** Text that is no HTML comes back as it is. Takes time in proportion to its length, whatever it holds. */
export function mailText(copied: string): string {
  if (!/<(?:html|body|table|tr|td|p|div|span|br|meta|font|pre)[\s/>]/i.test(copied)) return copied;
  return linesOf(copied)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function linesOf(html: string): string[] {
  const lines = [''];
  const open = openElements(hidingRules(html));
  let at = 0;
  while (at < html.length) {
    const bracket = html.indexOf('<', at);
    const end = bracket < 0 ? html.length : bracket;
    if (end > at && open.isSeen()) write(html.slice(at, end));
    if (bracket < 0) break;
    const tag = readTag(html, bracket);
    at = tag.end;
    if (tag.name === '') {
      if (open.isSeen()) write(html.slice(bracket, tag.end));
      continue;
    }
    if (startsLine.has(tag.name)) lines.push('');
    if (cells.has(tag.name)) write(' ');
    if (tag.isEnd) open.close(tag.name);
    else if (raw.has(tag.name)) at = endOf(html, tag.name, at);
    else open.start(tag.name, tag.attributes);
  }
  return lines;

  function write(text: string): void {
    // A line break in the source is a space.
    lines.push((lines.pop() ?? '') + decodeEntities(text).replace(/[\r\n]+/g, ' '));
  }
}

/** Where the text of a raw element ends: at its end tag, or nowhere. */
function endOf(html: string, name: string, from: number): number {
  const endTag = new RegExp(`</${name}[\\s/>]`, 'gi');
  endTag.lastIndex = from;
  return endTag.exec(html)?.index ?? html.length;
}

/** The elements around a place, and whether text is seen there. */
function openElements(rulesFor: (name: string, attributes: Attributes) => string) {
  const stack: { name: string; look: Look }[] = [];
  const counts = new Map<string, number>();
  const look = () => stack.at(-1)?.look ?? plainLook;

  function pop(): string | undefined {
    const name = stack.pop()?.name;
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) - 1);
    return name;
  }

  return {
    isSeen: () => isSeen(look()),
    start(name: string, attributes: Attributes): void {
      while (ends[name]?.includes(stack.at(-1)?.name ?? '') === true) pop();
      if (empty.has(name)) return;
      const own = lookWithin(look(), attributes, rulesFor(name, attributes));
      stack.push({ name, look: unseen.has(name) ? { ...own, gone: true } : own });
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    /** Everything in it ends with it; an end tag without a beginning is none. */
    close(name: string): void {
      if ((counts.get(name) ?? 0) === 0) return;
      while (pop() !== name);
    },
  };
}
