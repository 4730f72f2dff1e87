/** For whoever reads the one or the other language: what `npm` and its set-up say, where nobody has said which. */

type Sentences<T> = { [Name in keyof T]: (...values: string[]) => string };

/** The two tables as one that says each sentence in Japanese and, on the next line, in English. */
export function inBothLanguages<T extends Sentences<T>>(ja: T, en: T): T {
  const names = Object.keys(en) as (keyof T)[];
  const said = names.map((name) => [
    name,
    (...values: string[]) => `${ja[name](...values)}\n${en[name](...values)}`,
  ]);
  return Object.fromEntries(said) as T;
}
