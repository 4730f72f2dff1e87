/** A readable source, YAML or JSON (which is YAML 1.2 too), with the place of everything in it. */
import { LineCounter, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Node } from 'yaml';
import type { Path } from '../../../bank/service/files/shape.ts';
import { Fault, readNeeded } from '../command.ts';
import type { VendorText } from '../text/ja.ts';

export type Place = { file: string; line: number; column: number };
export type Source = {
  file: string;
  value: unknown;
  /** Of what is there, or of what it is missing in; of a member's name rather than its value where that is wanted. */
  placeOf(path: Path, of?: 'name' | 'value'): Place;
};

export const told = ({ file, line, column }: Place, sentence: string): string =>
  `${file}:${line}:${column}: ${sentence}`;

/** Throws a Fault with a line for each place where it can't be read. */
export function readSource(file: string, t: VendorText): Source {
  const text = decoded(readNeeded(file, t), file, t);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };

  const faults = [...document.errors, ...document.warnings].map(({ code, pos }) =>
    told(placeAt(pos[0]), code === 'DUPLICATE_KEY' ? t.memberTwice : t.notYaml(code)),
  );
  visit(document, {
    Alias: (_, { range }) => void faults.push(told(placeAt(range?.[0] ?? 0), t.noAlias)),
  });
  if (faults.length > 0) throw new Fault(faults.join('\n'));

  const placeOf = (path: Path, of: 'name' | 'value' = 'value'): Place => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const step of path) {
      const found = inside(node, step);
      if (found === null) break;
      offset = (of === 'name' ? startOf(found.name) : null) ?? startOf(found.value) ?? offset;
      node = found.value;
    }
    return placeAt(offset);
  };
  return { file, value: document.toJS(), placeOf };
}

function inside(node: unknown, step: PropertyKey): { name: unknown; value: unknown } | null {
  if (isSeq(node)) {
    const value = node.items[Number(step)];
    return value === undefined ? null : { name: value, value };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    ({ key }) => String(isScalar(key) ? key.value : key) === String(step),
  );
  return pair === undefined ? null : { name: pair.key, value: pair.value };
}

const startOf = (node: unknown): number | null => (node as Node | null)?.range?.[0] ?? null;

function decoded(bytes: Buffer, file: string, t: VendorText): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault(told({ file, line: 1, column: 1 }, t.notUtf8), { cause });
  }
}
