/** XML as a tree of names without prefixes: as much of it as RFC 6030 needs, and nothing that fetches or expands. */
/// <reference path="./sax.d.ts" />
import sax from 'sax';

export type Element = {
  /** Namespace and local name, as `urn:… Key`. */
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
  /** Where it stands in the document, from its first character to behind its last one. */
  from: number;
  to: number;
};

const maxDepth = 32;

/** Throws on what is no well-formed document, and on one with a document type, which could define entities. */
export function readXml(text: string): Element {
  const parser = sax.parser(true, { xmlns: true, position: true });
  const top: Element = { name: '', attributes: {}, children: [], text: '', from: 0, to: 0 };
  const open = [top];
  const onText = (part: string) => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  Object.assign(parser, {
    onerror: (error) => {
      throw error;
    },
    ondoctype: () => {
      throw new Error('a document type');
    },
    onopentag: ({ uri, local, attributes }) => {
      const element: Element = {
        name: `${uri} ${local}`,
        attributes: Object.fromEntries(
          Object.values(attributes).map((each) => [each.local, each.value]),
        ),
        children: [],
        text: '',
        from: parser.startTagPosition - 1,
        to: 0,
      };
      if (open.length > maxDepth) throw new Error('too deep');
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    onclosetag: () => {
      const element = open.pop();
      if (element) element.to = parser.position;
    },
    ontext: onText,
    oncdata: onText,
  } satisfies Partial<typeof parser>);
  parser.write(text).close();
  const [root] = top.children;
  if (root === undefined) throw new Error('no document');
  return root;
}
