/** One key container (RFC 6030) as several, for whoever takes so many keys, or so many bytes, at once. */
import { isKeyPackage } from './read-pskc.ts';
import { readXml } from './xml.ts';

/** With which keys of the whole, counted from one. */
export type Part = { container: string; first: number; last: number };

/** `bytes` are those that `bytesOf` counts; it gives for two texts, one behind the other, the sum of both. */
export type PartLimits = { keys: number; bytes: number; bytesOf: (text: string) => number };

/**
 * In the order of the keys, each with all that the container says besides keys: how they are encrypted, foremost. As many keys
 * in each as may be, and always one: so the parts before a key that is changed or left out are the same as before. `text` is a
 * container that readPskc has read.
 */
export function dividePskc(text: string, { keys, bytes, bytesOf }: PartLimits): Part[] {
  const { children } = readXml(text);
  const packages = children.filter(isKeyPackage);
  const [from, to] = [packages[0]?.from ?? 0, packages.at(-1)?.to ?? 0];
  const between = children.filter(
    (each) => !isKeyPackage(each) && each.from > from && each.to < to,
  );
  const textOf = (elements: typeof children) =>
    elements.map((each) => text.slice(each.from, each.to)).join('');
  const head = text.slice(0, from) + textOf(between);
  const tail = text.slice(to);
  const room = bytes - bytesOf(head) - bytesOf(tail);

  const parts: Part[] = [];
  let taken: typeof children = [];
  let used = 0;
  const close = (last: number) => {
    if (taken.length === 0) return;
    const container = `${head}${textOf(taken)}${tail}`;
    parts.push({ container, first: last - taken.length + 1, last });
    [taken, used] = [[], 0];
  };
  for (const [at, each] of packages.entries()) {
    const size = bytesOf(text.slice(each.from, each.to));
    if (taken.length === keys || used + size > room) close(at);
    taken.push(each);
    used += size;
  }
  close(packages.length);
  return parts;
}
