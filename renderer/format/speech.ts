/** A code as the system's voice reads it: digit by digit, in groups with a pause between. */
import { digitGroups } from '../../shared/format/group-digits.ts';

export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>;

/** How a language reads digits. */
export type SpokenDigits = { digits: string[]; pause: string };

/** One utterance a group. */
export function spokenGroups(code: string, { digits, pause }: SpokenDigits): string[] {
  return digitGroups(code).map((group) =>
    group
      .split('')
      .map((digit) => digits[Number(digit)] ?? digit)
      .join(pause),
  );
}

/** A voice on this PC in the language; one that works over the network would be told the code. */
export function localVoice<V extends Voice>(voices: V[], language: string): V | null {
  const fitting = voices.filter(
    ({ lang, localService }) => localService && lang.toLowerCase().startsWith(language),
  );
  return fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
}
