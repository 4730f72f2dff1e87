/** The style sheets inside an HTML mail, as far as they can hide an element by its name, class or id. */
import { withoutComments } from './style.ts';
import type { Attributes } from './style.ts';

/** What the sheets say of an element, in their order. Rules for one kind of screen (`@media`) are left out. */
export function hidingRules(html: string): (name: string, attributes: Attributes) => string {
  const rules = new Map<string, string>();
  for (const sheet of sheetsOf(html)) {
    for (const [selectors, declarations] of plainRules(sheet)) {
      for (const selector of selectors.split(',')) {
        const key = selector.trim().toLowerCase();
        if (!/^[a-z0-9]*(?:[.#][\w-]+)?$/.test(key) || key === '') continue;
        rules.set(key, `${rules.get(key) ?? ''};${declarations}`);
      }
    }
  }
  return (name, attributes) => {
    if (rules.size === 0) return '';
    const classes = (attributes.get('class') ?? '').toLowerCase().split(/\s+/);
    const marks = [
      ...classes.map((each) => `.${each}`),
      `#${(attributes.get('id') ?? '').toLowerCase()}`,
    ];
    const keys = [name, ...marks, ...marks.map((mark) => name + mark)];
    return keys.map((key) => rules.get(key) ?? '').join(';');
  };
}

function sheetsOf(html: string): string[] {
  const sheets: string[] = [];
  const start = /<style\b/gi;
  const end = /<\/style/gi;
  for (let found = start.exec(html); found !== null; found = start.exec(html)) {
    end.lastIndex = start.lastIndex;
    const stop = end.exec(html)?.index ?? html.length;
    const sheet = html.slice(html.indexOf('>', found.index) + 1, stop);
    sheets.push(withoutComments(sheet.replace(/<!--|-->/g, '')));
    start.lastIndex = stop;
  }
  return sheets;
}

/** Selectors and declarations of the rules that stand in no other rule. */
function plainRules(sheet: string): [selectors: string, declarations: string][] {
  const rules: [string, string][] = [];
  let depth = 0;
  let from = 0;
  let selectors = '';
  for (const { 0: brace, index } of sheet.matchAll(/[{}]/g)) {
    if (brace === '{') {
      if (depth === 0) selectors = sheet.slice(from, index);
      depth += 1;
    } else {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && !selectors.includes('@'))
        rules.push([selectors, sheet.slice(from, index)]);
    }
    from = index + 1;
  }
  return rules;
}
