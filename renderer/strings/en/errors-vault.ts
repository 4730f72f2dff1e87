/** What can be wrong with the vault and the key store, in English. */
import type { ErrorTexts } from '../error-text.ts';

const restart = 'Restart the PC, then try again.';
export const askInstitution =
  'If that does not help, give the number on this screen to your institution’s internet banking desk.';

export const vaultErrorsEn = {
  'key-store-absent': {
    sentence: 'The key store of this PC is not available, so the tokens cannot be opened safely.',
    steps: [
      restart,
      'On Linux, make a key ring available (GNOME Keyring or KWallet).',
      askInstitution,
    ],
  },
  'key-store-locked': {
    sentence: 'The key store of this PC is locked, so the tokens cannot be opened.',
    steps: [
      'If the PC is asking for a password, type it and allow the access.',
      'Press “Try again”.',
      restart,
    ],
  },
  'key-store-changed': {
    sentence:
      'The key of this PC is not the one it was, so the tokens cannot be opened. When the old key is back, they work again.',
    steps: [
      'Sign in to the PC as the same user who set up these tokens.',
      'If the password of the PC was just reset, the tokens may have to be issued again.',
      askInstitution,
    ],
  },
  'key-store-refused': {
    sentence: 'The PC’s key store did not allow this app to use it.',
    steps: [
      'Press “Try again”, and choose “Allow” or “Always Allow” when the PC asks.',
      restart,
      askInstitution,
    ],
  },
  'key-store-hanging': {
    sentence: 'The PC’s key store does not answer, so the tokens can’t be opened.',
    steps: [
      'See whether the PC is asking something, perhaps behind another window.',
      'The app tries again by itself after a while.',
      restart,
    ],
  },
  'database-damaged': {
    sentence: 'The file that keeps the tokens is damaged and cannot be opened.',
    steps: ['Leave the file as it is.', restart, askInstitution],
  },
  'database-newer': {
    sentence: 'The file that keeps the tokens was made by a newer version. Please update the app.',
    steps: ['Install the newer version, then open the app again.'],
  },
  'database-busy': {
    sentence: 'Another program is using the file that keeps the tokens.',
    steps: [
      'See whether this app is open in another window.',
      'Wait a little, then press “Try again”.',
      restart,
    ],
  },
  'database-read-only': {
    sentence: 'The file that keeps the tokens cannot be written.',
    steps: [restart, 'If someone looks after this PC for you, ask them.', askInstitution],
  },
  'disk-full': {
    sentence: 'The disk of this PC is full.',
    steps: ['Make room, for example by emptying the bin.', 'Press “Try again”.'],
  },
  'storage-failed': {
    sentence: 'The file that keeps the tokens could not be read or written.',
    steps: [restart, askInstitution],
  },
  'record-unreadable': {
    sentence: 'This token cannot be read. It is kept, not deleted.',
    steps: [restart, askInstitution],
  },
  'older-copy': {
    sentence:
      'The file that keeps the tokens is an older one that was put back. You can use it, but what you added or changed lately may be missing.',
    steps: [
      'If a token is missing, issue it again in internet banking.',
      'The newer copies have been kept.',
    ],
  },
  'restored-copy': {
    sentence:
      'The file that keeps the tokens was damaged, so it was restored from a copy. Your tokens work as before.',
    steps: [
      'The damaged file has been kept.',
      'If this happens often, have the PC’s disk checked.',
    ],
  },
  'copies-not-made': {
    sentence:
      'No copy of the token file can be made. The tokens work as before, but if the file breaks they may not come back.',
    steps: [
      'If the disk is full, make room on it, for example by emptying the bin.',
      'The app tries again by itself the next time it is opened.',
      'If somebody looks after this PC, please ask them.',
    ],
  },
  'data-unreachable': {
    sentence:
      'The place where this app keeps its data can not be read, so the tokens can not be opened. Nothing that is stored was deleted.',
    steps: [
      'Sign in to the PC as the user who always uses this app.',
      'If somebody looks after this PC, tell them the number on this screen and ask them to check the permissions of that folder.',
      restart,
      askInstitution,
    ],
  },
  'vault-locked': { sentence: 'The app is locked. Please enter the passcode.', steps: [] },
} satisfies Partial<ErrorTexts>;
