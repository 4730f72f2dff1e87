/** A code as the system's voice reads it: digit by digit, in groups with a pause between. */
import type { Language } from '../../shared/language.ts';
import { groupDigits } from './group-digits.ts';

export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>;

/** 「し」 and 「しち」 sound alike on a poor loudspeaker; よん and なな don't. */
const spoken: Record<Language, string[]> = {
  ja: ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
};

/** One utterance a group. */
export function spokenGroups(code: string, language: Language): string[] {
  const comma = language === 'ja' ? '、' : ', ';
  return groupDigits(code).map(({ digits }) =>
    digits.map(({ value }) => spoken[language][Number(value)] ?? value).join(comma),
  );
}

/** A voice on this PC in the language; one that works over the network would be told the code. */
export function localVoice<V extends Voice>(voices: V[], language: Language): V | null {
  const fitting = voices.filter(
    ({ lang, localService }) => localService && lang.toLowerCase().startsWith(language),
  );
  return fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
}
