/** Touch ID of macOS: the system says whether it is the person at the keyboard, and gives no key. */
import type { SystemPreferences } from 'electron';
import { AppError } from '../../../shared/errors.ts';
import type { Language } from '../../../shared/language.ts';
import type { TouchId } from '../../use-cases/passcode.ts';
import { nativeWords } from './native-words.ts';

export function openTouchId(
  preferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>,
  platform: NodeJS.Platform,
  language: () => Language,
): TouchId {
  return {
    isOffered: () => platform === 'darwin' && preferences.canPromptTouchID(),
    async ask() {
      try {
        await preferences.promptTouchID(nativeWords[language()].touchIdReason);
      } catch (cause) {
        throw new AppError('touch-id-refused', { cause });
      }
    },
  };
}
