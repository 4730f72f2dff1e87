/** Reads what people type into forms: which text each field takes, and what the page says of any other. */
import { regexes } from 'zod';
import { codeText, confirmationText } from './frame/text.ts';
import { maxLengths } from './frame/limits.ts';
import { issueText } from './issue/text.ts';
import { logInText } from './log-in/text.ts';
import { transferText } from './transfer/text.ts';
import type { Refused } from './problem.ts';

export type Form = Readonly<Record<string, string>>;

/** `read` gives the value, or null for what cannot be one; then `sentence` says what would be. */
type Rule<Value> = {
  maxLength: number;
  read: (typed: string, form: Form) => Value | null;
  sentence: string;
};
type Values<Rules> = {
  [Name in keyof Rules]: Rules[Name] extends Rule<infer Value> ? Value : never;
};

/** A field that is missing, or stands in the form twice, is empty. Every refused field is told at once. */
export function readFields<Rules extends Record<string, Rule<unknown>>>(
  form: Form,
  rules: Rules,
): { values: Values<Rules>; refused: null } | { values: null; refused: Refused } {
  const values: Record<string, unknown> = {};
  const refused: Record<string, string> = {};
  for (const [name, { maxLength, read, sentence }] of Object.entries(rules)) {
    const typed = form[name] ?? '';
    values[name] = typed.length > maxLength ? null : read(typed, form);
    if (values[name] === null) refused[name] = sentence;
  }
  if (Object.keys(refused).length > 0) return { values: null, refused };
  return { values: values as Values<Rules>, refused: null };
}

/** Full-width forms of ASCII count as half-width ones. No other character is taken for an ASCII one. */
function halfWidth(text: string): string {
  return text
    .replaceAll('\u3000', ' ')
    .replaceAll(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Without the spaces at its ends, which nobody means. */
function trimmed(typed: string): string {
  return halfWidth(typed).replaceAll(/^ +| +$/g, '');
}

/** The one rule for digits: half- and full-width ones, with separators between them where a field has such. */
function digits(typed: string, separators = ''): string | null {
  const kept = Array.from(trimmed(typed)).filter((sign) => !separators.includes(sign));
  return kept.every((sign) => /[0-9]/.test(sign)) ? kept.join('') : null;
}

/** A password that was set at the branch: whatever a keyboard of half-width characters can type. */
const secret = (typed: string) => textThatFits(halfWidth(typed), /^[\x20-\x7e]+$/);
/** In groups, as the app shows it, or copied from a letter, with what a Japanese keyboard types for a hyphen. */
const code = (typed: string) => textThatFits(digits(typed, ' \u00a0-ー−‐'), /^[0-9]{6,8}$/);
// As browsers take them: some carriers gave out addresses with dots where RFC 5321 has none.
const mail = (typed: string) => textThatFits(trimmed(typed), regexes.html5Email);
const activationPassword = (typed: string) => textThatFits(digits(typed), /^[0-9]{4,8}$/);

function textThatFits(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

/**
 * A name as it can be read: nothing that has no shape of its own (control, format, unassigned and private
 * characters, fillers that are drawn as nothing, the mark of an undecodable byte), nor a heap of accents.
 */
function visibleName(typed: string, maxLength: number): string | null {
  const name = typed.normalize('NFKC').replaceAll(/^ +| +$/g, '');
  const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\ufffd]|\p{M}{4}/u;
  return name === '' || name.length > maxLength || unseen.test(name) ? null : name;
}

function amount(typed: string): number | null {
  const figures = textThatFits(digits(typed, ','), /^[1-9][0-9]{0,9}$/);
  return figures === null ? null : Number(figures);
}

export const logInFields = {
  logInId: {
    maxLength: maxLengths.logInId,
    read: (typed: string) => textThatFits(trimmed(typed), /^[0-9A-Za-z]{6,12}$/),
    sentence: logInText.problems.logInId,
  },
  password: {
    maxLength: maxLengths.password,
    read: secret,
    sentence: logInText.problems.password,
  },
};

export const codeFields = {
  code: { maxLength: maxLengths.code, read: code, sentence: codeText.malformed },
};

export const confirmationFields = {
  confirmation: {
    maxLength: maxLengths.password,
    read: secret,
    sentence: confirmationText.missing,
  },
};

export const issueFields = {
  mail: { maxLength: maxLengths.mail, read: mail, sentence: issueText.problems.mail },
  mailAgain: {
    maxLength: maxLengths.mail,
    read: (typed: string, form: Form) => sameAs(form['mail'], typed),
    sentence: issueText.problems.mailAgain,
  },
  password: {
    maxLength: maxLengths.activationPassword,
    read: activationPassword,
    sentence: issueText.problems.password,
  },
  passwordAgain: {
    maxLength: maxLengths.activationPassword,
    read: (typed: string, form: Form) => sameAs(form['password'], typed),
    sentence: issueText.problems.passwordAgain,
  },
};

/** What was typed the second time is the same, in whatever width. */
function sameAs(first: string | undefined, again: string): string | null {
  const typed = trimmed(again);
  return typed === trimmed(first ?? '') ? typed : null;
}

export const transferFields = {
  payee: {
    maxLength: maxLengths.payee,
    read: (typed: string) => visibleName(typed, maxLengths.payee),
    sentence: transferText.problems.payee,
  },
  amountYen: {
    maxLength: maxLengths.amountYen,
    read: amount,
    sentence: transferText.problems.amount,
  },
};
