/** One tag of an HTML mail after the other, each character looked at once. */
import type { Attributes } from './style.ts';

export type Tag = {
  /** In lower case; empty where the bracket is text. Comments and declarations are called `!`. */
  name: string;
  isEnd: boolean;
  attributes: Attributes;
  /** Where the text goes on. */
  end: number;
};

/** @param at where a `<` stands */
export function readTag(html: string, at: number): Tag {
  const none = { isEnd: false, attributes: new Map<string, string>() };
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4);
    return { ...none, name: '!', end: end < 0 ? html.length : end + 3 };
  }
  const name = /^<(\/?)([a-z][^\s/>]*|[!?])/i.exec(html.slice(at, at + 60));
  if (name === null) return { ...none, name: '', end: at + 1 };
  const [whole, slash = '', called = ''] = name;
  const end = endOfTag(html, at + whole.length);
  const text = html.slice(at + whole.length, end - 1);
  return {
    name: called.toLowerCase(),
    isEnd: slash !== '',
    attributes: slash === '' ? readAttributes(text) : none.attributes,
    end,
  };
}

/** Behind the `>` that stands in no quotes; at the end of the text where there is none. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  let isValue = false;
  for (let at = from; at < html.length; at += 1) {
    const letter = html.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '>') return at + 1;
    else if (isValue && (letter === '"' || letter === "'")) quote = letter;
    isValue = letter === '=' || (isValue && /\s/.test(letter));
  }
  return html.length;
}

function readAttributes(text: string): Attributes {
  const found: Attributes = new Map();
  const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  for (const [, name = '', double, single, bare] of text.matchAll(attribute)) {
    const key = name.toLowerCase();
    // The first of two is the one that counts.
    if (!found.has(key)) found.set(key, decodeEntities(double ?? single ?? bare ?? ''));
  }
  return found;
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  emsp: ' ',
  ensp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  colon: ':',
};

export function decodeEntities(text: string): string {
  return text.replace(
    /&(#x?[0-9a-f]{1,8}|[a-z]{2,8});/gi,
    (whole, name: string) => character(name) ?? whole,
  );
}

function character(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
