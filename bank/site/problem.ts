/** What a page says when it says no. */
import { rules } from '../service/rules.ts';
import { problemText } from './frame/text.ts';

/** Names of refused fields, each with what is wrong with it, or with '' where the sentence above the form tells. */
export type Refused = Readonly<Record<string, string>>;

export type Problem = {
  /** What has happened, in a few words. */
  heading: string;
  sentences: readonly { text: string; field: string | null }[];
  fields: Refused;
  /** Where the bank has no time for it now. */
  retryAfterSeconds?: number;
};

/** Each field with its own sentence. */
export function refuseFields(fields: Refused): Problem {
  const sentences = Object.entries(fields).map(([field, text]) => ({ text, field }));
  return { heading: problemText.heading, sentences, fields };
}

/** Several fields that are wrong together: which of them is not told. */
export function refuseTogether(text: string, names: readonly string[]): Problem {
  return {
    heading: problemText.heading,
    sentences: [{ text, field: null }],
    fields: Object.fromEntries(names.map((name) => [name, ''])),
  };
}

/** Nothing is wrong with what was entered; it cannot be done. */
export function refuse(heading: string, text: string): Problem {
  return { heading, sentences: [{ text, field: null }], fields: {} };
}

/** The same page again, with what was typed: nothing was done and no try counted. */
export function passwordsFull(): Problem {
  const retryAfterSeconds = rules.passwordWaitSeconds;
  const text = problemText.passwordsFull(retryAfterSeconds * 1000);
  return { ...refuse(problemText.busy, text), retryAfterSeconds };
}

export function changedElsewhere(): Problem {
  return refuse(problemText.changedElsewhere, problemText.changedElsewhereLead);
}
