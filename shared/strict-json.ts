/** Reads JSON that came from outside more strictly than JSON.parse does. */

const maxDepth = 16;

/**
 * Throws SyntaxError for a member that stands twice in its object (RFC 8259 §4 leaves open which one
 * counts, so two readers could see two messages), and for nesting that no message has.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // In valid JSON a quotation mark outside of a string begins one, so these are all the strings.
  const strings = text.match(/"(?:[^"\\]|\\.)*"(?:\s*:)?/g) ?? [];
  const names = strings.filter((string) => string.endsWith(':'));
  if (names.length !== countMembers(value, 0)) throw new SyntaxError('a member stands twice');
  return value;
}

function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > maxDepth) throw new SyntaxError('nested too deep');
  const values = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce((sum: number, inner) => sum + countMembers(inner, depth + 1), own);
}
