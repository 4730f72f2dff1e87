/** The shape of an error's words, the same in each language. */
import type { ErrorCode, ErrorFacts } from '../../shared/errors.ts';

export type ErrorText = {
  sentence: string | ((facts: ErrorFacts) => string);
  /** What the customer can do, in order; empty where the sentence says it all. */
  steps: readonly string[];
};

/** A code without a sentence does not compile. */
export type ErrorTexts = Record<ErrorCode, ErrorText>;

export function errorSentence(text: ErrorText, facts: ErrorFacts): string {
  return typeof text.sentence === 'string' ? text.sentence : text.sentence(facts);
}
