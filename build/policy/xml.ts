/** XML as text, in which nothing that is filled in can be taken for a tag. */

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** The lines of an element, two spaces for each level; of text alone, or of nothing, one line. */
export function element(
  name: string,
  attributes: Record<string, string>,
  content: string | string[] = [],
): string[] {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const tag = `${name}${given.join('')}`;
  if (typeof content === 'string') return [`<${tag}>${escapeXml(content)}</${name}>`];
  if (content.length === 0) return [`<${tag}/>`];
  return [`<${tag}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}
