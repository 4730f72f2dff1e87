/** The text of a letter that was copied as HTML, line by line, for the eyes of readMail alone. */

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
};

/** What starts a new line in a letter; the cells of a table row stay beside each other. */
const blocks =
  /<\/?(?:address|article|blockquote|body|center|dd|div|dl|dt|h[1-6]|header|hr|li|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul)\b[^>]*>|<br\b[^>]*>/gi;

/** Text that is no HTML comes back as it is. */
export function mailText(copied: string): string {
  if (!/<(?:html|body|table|tr|td|p|div|span|br|meta|font|pre)\b[^>]*>/i.test(copied))
    return copied;
  return copied
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|title|head)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(blocks, '\n')
    .replace(/<\/?(?:td|th)\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => character(name) ?? whole)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function character(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
