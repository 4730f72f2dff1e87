/** What was typed behind a program's name, as Node reads it; what it does not take is told in the program's own words. */
import { parseArgs } from 'node:util';
import type { ParseArgsConfig, ParseArgsOptionsConfig } from 'node:util';
import { inBothLanguages } from '../files/both-languages.ts';

type Words = {
  /** `option` is as it was typed, without its value: that may be anything. */
  noOption(option: string): string;
  noValue(option: string): string;
  tooMuchValue(option: string): string;
  noWords(): string;
};

const ja: Words = {
  noOption: (option) => `${option} というオプションはありません。--help で一覧を表示します。`,
  noValue: (option) => `${option} の値がありません。- で始まる値は「${option}=-値」と書きます。`,
  tooMuchValue: (option) => `${option} に値は付けられません。`,
  noWords: () => 'オプションのほかに語は指定できません。--help で説明を表示します。',
};

const en: Words = {
  noOption: (option) => `There is no option ${option}; --help lists them.`,
  noValue: (option) =>
    `${option} needs a value. One that begins with - is written ${option}=-value.`,
  tooMuchValue: (option) => `${option} takes no value.`,
  noWords: () => 'No words are taken besides options; see --help.',
};

export const typedWords = { ja, en, both: inBothLanguages(ja, en) };
export type TypedWords = Words;

/** A sentence for whoever typed it. */
export class TypedFault extends Error {
  override readonly name = 'TypedFault';
}

type Config = ParseArgsConfig & { args: string[]; options: ParseArgsOptionsConfig };

/** As parseArgs; throws a TypedFault. */
export function parseTyped<const T extends Config>(config: T, words = en) {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new TypedFault(wrongIn(config, words), { cause });
  }
}

/** Of the first option that is not as it must be, and for want of one of the words. */
function wrongIn({ args, options }: Config, words: Words): string {
  const { tokens } = parseArgs({
    args,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const type = Object.hasOwn(options, name) ? options[name]?.type : undefined;
    if (type === undefined) return words.noOption(rawName.replace(/=.*/s, ''));
    if (type === 'boolean' && value !== undefined) return words.tooMuchValue(rawName);
    const isNext = token.inlineValue === false && /^-./.test(token.value);
    if (type === 'string' && (value === undefined || isNext)) return words.noValue(rawName);
  }
  return words.noWords();
}
