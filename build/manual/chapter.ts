/** What a chapter of the customer's manual is made of: each word in both languages, beside the picture and the places it speaks of. */
import type { Language } from '../../shared/language.ts';

export type Words = Readonly<Record<Language, string>>;

/** `at` is where the number stands on the picture, as a selector of the screen or page photographed. */
export type Mark = Words & { readonly at: string };

export type Step = {
  title: Words;
  text?: readonly Words[];
  /** Of the journey, by its title there. */
  picture?: string;
  /** (1), (2), (3) … on the picture and below it. */
  marks?: readonly Mark[];
  notes?: readonly Words[];
  /** What must not be missed. */
  warning?: Words;
};

export type Chapter = {
  id: string;
  title: Words;
  lead: readonly Words[];
  steps: readonly Step[];
};
