/** What a new list changes against the one before, and what customers notice of it. */
import { codeEn } from '../../../renderer/strings/en/code.ts';
import { errorsEn } from '../../../renderer/strings/en/errors.ts';
import { codeJa } from '../../../renderer/strings/ja/code.ts';
import { errorsJa } from '../../../renderer/strings/ja/errors.ts';
import type { Context } from '../command.ts';
import type { SignedList } from './state.ts';

const appWords = {
  ja: { code: codeJa.code, errors: errorsJa },
  en: { code: codeEn.code, errors: errorsEn },
};

/** The app's own sentences to a customer of an institution that is listed no more; `since` in epoch seconds. */
export function wordsOfRemoval(
  name: { ja: string; en: string },
  since: number,
  { language, t }: Pick<Context, 'language' | 't'>,
): string {
  const { code, errors } = appWords[language];
  const { sentence, steps } = errors['institution-unlisted'];
  const refusal = typeof sentence === 'string' ? sentence : sentence({});
  return [
    t.whatCustomersSee,
    `  ${code.unlisted(name[language], t.date(since))} ${code.unlistedAsk}`,
    t.whatIsRefused,
    `  E117: ${refusal} ${steps.join(' ')}`,
    t.whatStays,
  ].join('\n');
}

/** Institutions of the list before that are gone from the new one. */
export function goneFrom(before: SignedList | null, after: SignedList): string[] {
  return Object.keys(before?.institutions ?? {}).filter((id) => !(id in after.institutions));
}

/** A line for each thing that somebody should have meant. */
export function changesOf(before: SignedList | null, after: SignedList, t: Context['t']): string[] {
  const lines: string[] = [];
  for (const [id, entry] of Object.entries(after.institutions)) {
    const old = before?.institutions[id];
    if (old === undefined) {
      lines.push(t.added(id, entry.name));
      continue;
    }
    const dropped = old.encryption.filter((kid) => !entry.encryption.includes(kid));
    if (old.encryption[0] !== entry.encryption[0])
      lines.push(t.sealsAnew(id, entry.encryption[0] ?? ''));
    if (dropped.length > 0) lines.push(t.encryptionGone(id, dropped));
    // An app with the list before can prove nothing that the others sign.
    if (!old.signing.some((kid) => entry.signing.includes(kid))) lines.push(t.signingAllNew(id));
  }
  return lines;
}
