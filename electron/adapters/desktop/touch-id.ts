/** Touch ID of macOS: the system says whether it is the person at the keyboard, and gives no key. */
import type { SystemPreferences } from 'electron';
import { AppError } from '../../../shared/errors.ts';
import type { Language } from '../../../shared/language.ts';
import type { TouchId } from '../../use-cases/passcode.ts';

/** Goes on in the system's own question: “Desktop Token” is trying to … */
const reasons = { ja: 'ロックを解除', en: 'unlock your tokens' };

export function openTouchId(
  preferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>,
  platform: NodeJS.Platform,
  language: () => Language,
): TouchId {
  return {
    isOffered: () => platform === 'darwin' && preferences.canPromptTouchID(),
    async ask() {
      try {
        await preferences.promptTouchID(reasons[language()]);
      } catch (cause) {
        throw new AppError('touch-id-refused', { cause });
      }
    },
  };
}
