/** Words of the lock, of the passcode and of a vault that does not open, in English. */
import { passcodeDigits } from '../../../shared/limits.ts';
import { instantFormat } from '../../format/instant.ts';
import { namesEn as names } from './names.ts';
import type { PasscodeText } from '../ja/passcode.ts';

const instant = instantFormat('en-GB');

export const passcodeEn: PasscodeText = {
  lock: {
    title: 'Unlock',
    lead: 'Please enter your passcode.',
    label: 'Passcode:',
    missing: 'Enter the passcode.',
    unlock: 'Unlock',
    unlocking: 'Checking',
    touchId: 'Unlock with Touch ID',
    triesLeft: (count) => `You can try ${count} more times.`,
    wait: (at) => `You can enter it after ${instant(at)}.`,
    forgotten: 'If you have forgotten the passcode',
    forgottenText:
      'There is no way to find it out. Telephone your institution, or issue the token again in internet banking, and you can use a new token.',
  },
  passcode: {
    title: names.passcode,
    notSet:
      'With a passcode the app asks for it when it opens, so that others do not easily see your codes.',
    isSet: 'A passcode is set.',
    required: 'To use this institution’s token you have to set a passcode.',
    ifForgotten:
      'If you forget it, the stored tokens can’t be used any more and you have to issue them again at your institution.',
    locksBy: (minutes) =>
      `The app locks by itself after ${minutes} min without input, when the screen is locked and when the PC sleeps.`,
    minutesTitle: 'Lock after',
    minutes: (minutes) => `${minutes} min`,
    current: 'Present passcode:',
    next: 'New passcode:',
    again: 'New passcode again:',
    hint: `${passcodeDigits.min} to ${passcodeDigits.max} digits`,
    currentMissing: 'Enter the passcode that you have now.',
    nextMissing: `Enter a new passcode of ${passcodeDigits.min} to ${passcodeDigits.max} digits.`,
    againMissing: 'Enter the new passcode once more, to be sure of it.',
    different: 'The two passcodes are not the same.',
    set: 'Set',
    change: 'Change',
    busy: 'Writing',
    remove: 'Remove the passcode',
    lockNow: 'Lock now',
    touchIdTitle: 'Touch ID',
    touchId:
      'Your fingerprint unlocks the app too. As long as it does, the tokens are less well protected from people and programs that get into your account on this computer. A change of the passcode switches it off again.',
    touchIdChoice: { off: 'Off', on: 'On' },
    doneTitle: 'The passcode has been changed.',
    removedTitle: 'The passcode has been removed.',
    done: 'OK',
  },
  anew: {
    open: 'Start anew',
    lead: 'If nothing brings them back, you can start anew and get new tokens from your institution.',
    kept: 'Stored tokens',
    userId: (masked) => `User ID ${masked}`,
    serviceId: (serviceId) => `Service ID ${serviceId}`,
    askTitle: 'Start anew?',
    ask: 'The present tokens can’t be used in this app any more. Their file is kept.',
    steps: [
      'Issue the token again in internet banking (or telephone the number above).',
      'Set this app up with the service ID, the user ID (it is another one than before) and the activation password of the new issue.',
    ],
    confirm: 'Start anew',
    keep: 'Cancel',
  },
  vaultNotice: { title: 'Please note', read: 'I have read this' },
};
