/** Whether a file that people write by hand has the shape it must have: each fault in it with its place and what is expected there. */
import * as z from 'zod';
import { FileFault, fileWords, readNamedJson } from './named-file.ts';
import type { FileWords } from './named-file.ts';

export type Path = readonly PropertyKey[];

/** What a member must be, by its name in its file (`name.ja`, and of each in a list alike); '' is the file as a whole. */
export type Rules = Readonly<Record<string, string>> & { '': string };

export type ShapeWords = {
  missing(rule: string): string;
  empty(rule: string): string;
  unquoted(rule: string): string;
  unknownMember: string;
};

const ja: ShapeWords = {
  missing: (rule) => `ありません。${rule}`,
  empty: (rule) => `値がありません。${rule}`,
  unquoted: (rule) => `文字列にしてください（引用符で囲みます）。${rule}`,
  unknownMember: 'このような項目はありません。つづりをお確かめください。',
};

const en: ShapeWords = {
  missing: (rule) => `is missing; it ${rule}`,
  empty: (rule) => `has no value; it ${rule}`,
  unquoted: (rule) => `must be text: put it in quotes. It ${rule}`,
  unknownMember: 'There is no such member; see how it is spelt.',
};

export const shapeWords = { ja, en };

/** What zod says where a rule of ours has no words of its own. */
const unsaid = 'Invalid input';

/** As one would say it: `institutions[0].name.ja`. */
export const nameOf = (path: Path): string =>
  path.reduce<string>(
    (name, step) =>
      typeof step === 'number'
        ? `${name}[${step}]`
        : `${name === '' ? '' : `${name}.`}${String(step)}`,
    '',
  );

/** The sentence of the innermost member that has one of its own. */
export function ruleOf(path: Path, rules: Rules): string {
  const names = path.filter((step) => typeof step === 'string');
  for (let length = names.length; length > 0; length -= 1) {
    const rule = rules[names.slice(0, length).join('.')];
    if (rule !== undefined) return rule;
  }
  return rules[''];
}

/** What is said of the value at the place of an issue, which `rule` is about. */
export function sentenceOf(
  { path, ...issue }: z.core.$ZodIssue,
  whole: unknown,
  rule: string,
  words: ShapeWords,
): string {
  const value = valueAt(whole, path);
  if (value === undefined) return words.missing(rule);
  if (value === null) return words.empty(rule);
  const isUnquoted = issue.code === 'invalid_type' && issue.expected === 'string';
  if (isUnquoted && typeof value !== 'object') return words.unquoted(rule);
  return rule;
}

/** How it is said in one language. */
export type Words = { file: FileWords; shape: ShapeWords };

/**
 * Throws a FileFault with a line for each place that is wrong. Nothing of the file is quoted but names of members. One that no
 * schema names is a fault, also where the schema would pass it over: it is misspelt, and nobody would know.
 */
export function readShape<T extends z.ZodType>(
  file: string,
  schema: T,
  rules: Rules,
  words: Words = { file: fileWords.en, shape: en },
): z.output<T> {
  const whole = readNamedJson(file, words.file);
  const { data, error } = schema.safeParse(whole, { reportInput: false });
  const said: [Path, string][] = [
    ...(error?.issues ?? []).flatMap((issue) => saidOf(issue, whole, rules, words.shape)),
    ...unknownMembers(whole, schema).map((path): [Path, string] => [
      path,
      words.shape.unknownMember,
    ]),
  ];
  if (said.length > 0) throw new FileFault(linesOf(said, file).join('\n'));
  return data as z.output<T>;
}

/** A line for each place, however many faults there are of it. */
function linesOf(said: [Path, string][], file: string): string[] {
  const lines = new Map<string, string>();
  for (const [path, sentence] of said) {
    const name = nameOf(path);
    if (!lines.has(name)) lines.set(name, `${file}: ${name === '' ? '' : `${name}: `}${sentence}`);
  }
  return [...lines.values()];
}

/** The members of what was read, at any depth, that the schema names nowhere; a loose object takes any (a JWK, RFC 7517 §4). */
export const unknownMembers = (whole: unknown, schema: z.ZodType): Path[] =>
  unknownIn(whole, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), []);

function unknownIn(value: unknown, of: unknown, path: Path): Path[] {
  const shapes = alternativesOf(of);
  if (Array.isArray(value)) {
    const items = { anyOf: shapes.flatMap((each) => each.items ?? []) };
    return value.flatMap((each, index) => unknownIn(each, items, [...path, index]));
  }
  const properties = Object.assign({}, ...shapes.map((each) => each.properties ?? {})) as Members;
  const others = shapes.flatMap((each) => each.additionalProperties || []);
  // A record's members are all of one shape; where nothing is said of members, anything goes.
  if (!isMembers(value) || (Object.keys(properties).length === 0 && others.length === 0)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const shape = Object.hasOwn(properties, name) ? properties[name] : others[0];
    return shape === undefined ? [[...path, name]] : unknownIn(inner, shape, [...path, name]);
  });
}

/** A schema that has several shapes is none itself. */
function alternativesOf(of: unknown): Shape[] {
  const { anyOf = [], oneOf = [], ...shape } = of as Shape;
  return [shape, ...[...anyOf, ...oneOf].flatMap(alternativesOf)];
}

type Members = Record<string, unknown>;
type Shape = {
  properties?: Members;
  additionalProperties?: unknown;
  items?: unknown;
  anyOf?: unknown[];
  oneOf?: unknown[];
};

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function saidOf(
  issue: z.core.$ZodIssue,
  whole: unknown,
  rules: Rules,
  words: ShapeWords,
): [Path, string][] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => [[...issue.path, name], words.unknownMember]);
  }
  if (issue.code === 'custom' && issue.message !== unsaid) return [[issue.path, issue.message]];
  return [[issue.path, sentenceOf(issue, whole, ruleOf(issue.path, rules), words)]];
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  );
