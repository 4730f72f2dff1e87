/** The words of the first screens, and of what opens over them, in English. */
import { productName } from '../../../shared/brand.ts';
import { maxAdditionColumns, maxTokens } from '../../../shared/limits.ts';
import { roundDuration } from '../../format/duration.ts';
import { activationEn } from './activation.ts';
import { codeEn } from './code.ts';
import { dialogsEn } from './dialogs.ts';
import { errorsEn } from './errors.ts';
import type { Text } from '../ja/text.ts';
import { namesEn } from './names.ts';
import { passcodeEn } from './passcode.ts';
import { practiceEn } from './practice.ts';
import { clockEn } from './clock.ts';
import { termsEn } from './terms.ts';
import { welcomeEn } from './welcome.ts';

/** The institutions' day, wherever the PC is. */
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
/** The day as the PC's own calendar has it. */
const pcDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

function about(durationMs: number): string {
  const { unit, count } = roundDuration(durationMs);
  return `about ${count} ${unit}${count === 1 ? '' : 's'}`;
}

export const en: Text = {
  language: 'en',
  directoryLanguage: 'en',
  appName: productName.en,
  windowTitle: (title, number) => `${title} (${number}) – ${productName.en}`,
  screenNumber: (number) => `Screen ${number}`,
  date: (at) => date.format(at),
  pcDate: (at) => pcDate.format(at),

  bound: 'Set by your institution.',
  back: 'Back',
  settings: namesEn.settings,
  close: 'Close',
  holding: 'Keep holding',
  errorNumber: (number) => `Number ${number}`,
  logNumber: (number) => `Log number ${number}`,
  contact: 'Who to ask',
  telephone: 'Telephone',
  starting: 'Starting',

  clock: {
    about,
    right: 'The clock of this PC is right.',
    corrected: (offsetMs) =>
      `The clock of this PC is ${about(Math.abs(offsetMs))} ${offsetMs < 0 ? 'fast' : 'slow'}. The codes are corrected by themselves.`,
    unknown:
      'The clock of this PC has not been checked yet. It is checked by itself once the PC is online. Any time zone will do.',
    unchecked: (on) =>
      `The clock of this PC was last checked on ${on}. If a code is not accepted, go online to check it.`,
    wrong: (today) =>
      `The clock of this PC (its date is ${today}) seems to be wrong, and the codes shown may not work. Check its date and time, or go online.`,
  },

  ...activationEn,
  ...welcomeEn,

  completed: {
    firstTitle: 'Setup completed',
    addTitle: 'Token added',
    first: 'The initial setup is complete.',
    added: 'The token has been added.',
    asking: 'Asking your institution',
    unknown:
      'The token is stored. Whether it works at your institution could not be checked yet. This is done by itself once the PC is online.',
    endedTitle: 'This token does not work',
    ended: (institution) => `${institution} no longer takes the codes of this token.`,
    endedSteps: [
      'The same user ID seems to have been set up on another PC too. If it was not you, telephone your institution at once.',
      'To use a token, issue it again in internet banking and set it up with the new user ID.',
    ],
    everyMinute:
      'The one-time password changes every 60 seconds. Each time, use the one that is shown.',
    checkNumber: 'Check number',
    comparison: {
      question: 'Check number in internet banking',
      answers: { same: 'is the same', notYet: 'I have not looked yet', differs: 'is different' },
      refused: {
        none: 'Compare the check numbers, and choose one of the three.',
        notYet: 'Look first, then choose “is the same” or “is different”.',
        differs: 'With another number you can’t go on. Telephone the number below.',
      },
      where:
        'Log in to internet banking and open the page 「ワンタイムパスワード申請」 (one-time password). The check number stands there under 「トークン情報」. If it does not, press 「最新の状態を表示する」 (refresh).',
      later: 'Look later',
      differsTitle: 'Do not use this token',
      differs: [
        'Somebody else may have set up your token first. Do not start using it in internet banking either, and telephone your institution at once.',
        'Make sure that you compared the right token: with two institutions it is easy to take one for the other.',
      ],
      discard: 'Delete this token (hold)',
    },
    next: 'Next',
  },

  name: {
    title: 'Token name',
    renameTitle: 'Rename a token',
    chooseLead: 'Choose the token to rename.',
    current: 'Token name',
    kind: (kind) => `Kind of token: “${kind}”`,
    lead: 'You can add words of your own to the token name, or change them.',
    before: 'Added words now:',
    notSet: 'none',
    optional: '[optional]',
    after: 'New added words:',
    example: (institution) =>
      `(Example) If you add “Main”, the token name will be “${institution} Main”.`,
    limit: `Up to ${maxAdditionColumns} letters. You may leave it empty.`,
    preview: 'Token name after saving',
    save: 'Save',
  },

  caution: {
    title: 'Please note',
    points: [
      {
        heading: 'Before you change or discard the PC, or remove the app',
        text: 'First release the token in internet banking. Otherwise you will have to fill in papers at the branch.',
      },
      {
        heading: 'Tell the code to nobody',
        text: 'Your institution never asks for a one-time password by telephone, mail or remote support.',
      },
      {
        heading: 'On the PC that you bank with',
        text: 'A token on the PC that you also bank with protects less than a separate device. Keep the virus protection up to date.',
      },
    ],
    ok: 'OK',
  },

  ...codeEn,

  choose: {
    title: 'Choose a token',
    lead: 'Choose the token whose one-time password you need.',
    count: (count) => `${count} of ${maxTokens}`,
    search: 'Search by name',
    noneFound: 'No token matches.',
    setUp: 'Setup to be finished',
    noneUsable: 'There is no token that can be used.',
    condition: {
      usable: '',
      unreadable: 'Unreadable',
      expired: 'Expired',
      clockInDoubt: 'Check the date of the PC',
      released: 'Released',
    },
  },

  blocked: {
    title: 'State of the vault',
    nothingDeleted: 'The stored tokens have not been deleted.',
    whatToDo: 'Please try this',
    retry: 'Try again',
    retrying: 'Trying',
    unchanged: 'Tried again; nothing has changed.',
  },

  ...dialogsEn,
  ...passcodeEn,
  ...clockEn,
  practice: practiceEn,
  termsText: termsEn,
  errors: errorsEn,
};
