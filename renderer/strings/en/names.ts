/** What the screens and their entries are called in English. */
import type { Names } from '../ja/names.ts';

export const namesEn: Names = {
  settings: 'Settings',
  add: 'Add a token',
  rename: 'Rename a token',
  order: 'Change the order',
  remove: 'Delete a token',
  renew: 'Renew a token',
  passcode: 'Passcode',
  clock: 'Check the time',
  display: 'Screen and text',
  diagnosis: 'Diagnosis',
  help: 'Help',
  terms: 'Terms of use',
  about: 'About this app',
  licences: 'Licences',
  record: 'Record sheet',
  practice: 'Practice token',
  shortcuts: 'Keyboard',
  asked: 'Someone asked for the code?',
  waitForNext: 'Wait for the next code',
  readAloud: 'Read aloud',
  mail: 'Paste from the mail',
  mini: 'Mini window',
};
