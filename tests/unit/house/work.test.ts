/** A rule of the issuing service that is called and not run does nothing, and neither compiler nor linter says so. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folders = ['bank/issuer', 'bank/service/storage'];
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      path: join(folder, name),
      text: readFileSync(join(folder, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
    })),
);

/** `function* rule(…)`, and `function rule(…): Work<…>`, which hands one on. */
const declared = /\bfunction(?:\* ?(\w+)|\s(\w+)(?:<[^(]*>)?\([^{]*?\): Work<)/g;

const declaredIn = ({ text }: { text: string }): string[] =>
  [...text.matchAll(declared)].flatMap(([, made, handedOn]) => made ?? handedOn ?? []);
const everywhere = new Set(files.flatMap((file) => declaredIn(file)));

/** Other things in other files have the same names. */
function knownIn(file: { text: string }): string[] {
  const imported = [...file.text.matchAll(/^import \{([^}]*)\}/gm)].flatMap(([, list = '']) =>
    list.split(',').map((name) => name.trim()),
  );
  return [...declaredIn(file), ...imported.filter((name) => everywhere.has(name))];
}

/** What runs it, or hands it on to what does: never a condition, an assignment or the beginning of a statement. */
const run = /(?:yield\*|=>|\?|:|\breturn|\bfunction\*?|\brunWork\(\s*\w+,|\w+\)?,)\s*$/;

function left({ path, text }: (typeof files)[number], names = knownIn({ text })): string[] {
  const called = new RegExp(
    `(?<![.\\w])(?:${[String.raw`(?:\w+\.)*audit`, ...names].join('|')})\\(`,
    'g',
  );
  return [...text.matchAll(called)]
    .filter(({ index }) => !run.test(text.slice(0, index)))
    .map(({ 0: name, index }) => `${path}: ${text.slice(Math.max(0, index - 40), index)}${name}`);
}

test('there are rules', () => {
  expect([...everywhere]).toEqual(expect.arrayContaining(['readContract', 'saveOtpMemory']));
});

test('each call of a rule is run, or handed on to what runs it', () => {
  expect(files.flatMap((file) => left(file))).toEqual([]);
});

test.for([
  'closeIssue(issue);',
  'if (isConfirmed(asked)) return;',
  'const contract = readContract(tenant);',
  "tenant.audit({ event: 'log-in' });",
])('one that is forgotten is found: %s', (text) => {
  expect(left({ path: '', text: `{\n  ${text}\n}` }, [...everywhere])).toHaveLength(1);
});
