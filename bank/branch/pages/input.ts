/** Reads what staff type: which text each field takes, and what the page says of any other. */
import { Reference } from '../../issuer/back-office/schemas.ts';
import { maxLengths } from '../../site/frame/limits.ts';
import { StaffId } from '../staff/staff-file.ts';
import type { DeedName } from './contract-words.ts';
import { otherReason } from './deed.tsx';
import { referenceLength, wordsLength } from './limits.ts';
import { deedTexts, findText, logInText, reasonText } from './text.ts';

/** Full-width forms of ASCII count as half-width ones. */
function halfWidth(typed: string): string {
  return typed
    .replaceAll('\u3000', ' ')
    .replaceAll(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Without the spaces at its ends, which nobody means. */
const trimmed = (typed: string) => halfWidth(typed).replaceAll(/^ +| +$/g, '');

export const logInFields = {
  id: {
    maxLength: maxLengths.logInId,
    read: (typed: string) => StaffId.safeParse(trimmed(typed)).data ?? null,
    sentence: logInText.problems.id,
  },
  password: {
    maxLength: maxLengths.password,
    read: (typed: string) => (/^[\x20-\x7e]+$/.test(halfWidth(typed)) ? halfWidth(typed) : null),
    sentence: logInText.problems.password,
  },
};

export const findFields = {
  reference: {
    maxLength: referenceLength,
    read: (typed: string) => Reference.safeParse(trimmed(typed)).data ?? null,
    sentence: findText.malformed,
  },
};

/** Nothing that has no shape of its own, and one line. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\ufffd]|\p{M}{4}/u;

/** One line for the audit log: what was chosen, and what was written besides. */
export function reasonFields(deed: DeedName) {
  const { reasons } = deedTexts[deed];
  return {
    reason: {
      maxLength: otherReason.length,
      read: (typed: string) =>
        typed === otherReason ? '' : (reasons.find((_text, at) => String(at) === typed) ?? null),
      sentence: reasonText.missing,
    },
    words: {
      maxLength: wordsLength,
      read: (typed: string, form: Readonly<Record<string, string>>) => {
        const words = typed.normalize('NFC').replaceAll(/^\p{Zs}+|\p{Zs}+$/gu, '');
        const isNeeded = form['reason'] === otherReason;
        return unseen.test(words) || (isNeeded && words === '') ? null : words;
      },
      sentence: reasonText.wordsMissing,
    },
  };
}
