/** The words of the screens that open from 設定 and from the menus, in English: they come with their screens. */
import { productName } from '../../../shared/brand.ts';
import { helpEn } from './help.ts';
import { namesEn } from './names.ts';
import { renewalEn } from './renewal.ts';
import { settingsEn } from './settings.ts';
import type { RoutedText } from '../ja/routed.ts';

/** The words of A21 メールがない・届かない. */
const noMailEn = {
  noMail: {
    title: 'There is no mail',
    parts: [
      {
        heading: 'The bank’s page shows both IDs too',
        points: [
          'Log in to internet banking and press “ワンタイムパスワード申請” twice.',
          'The page BOP001 has the service ID and the user ID under “トークン情報”. The set-up needs no mail then.',
        ],
      },
      {
        heading: 'If the mail does not come',
        points: [
          'Look into the folder for junk mail.',
          'If the address that you gave was wrong, issue the token again on the same page. The user ID of before no longer works then.',
          'If you have not issued a token yet, do that first.',
        ],
      },
      {
        heading: 'If you have forgotten the activation password',
        points: ['Nobody can look it up. Issue the token again and choose a new one.'],
      },
    ],
    askTitle: 'If you still don’t know',
    ask: 'Call the number in your passbook or on the pages of internet banking. When you have typed the service ID, your institution’s number stands here.',
  },
};

/** What the institution has set on this PC, on A16. */
const policyEn: Pick<RoutedText, 'policy'> = {
  policy: {
    title: 'Set by your institution',
    names: {
      directoryUrl: 'Address of the list of institutions',
      directoryRoots: 'Keys that sign the list of institutions',
      updates: 'Updates',
      passcodeRequired: 'Passcode',
      autoLockMinutes: 'Lock after',
      copyingAllowed: 'Copying codes',
      readAloudAllowed: 'Reading codes aloud',
      language: 'Language',
    },
    updates: { off: 'not told', notify: 'told', on: 'installed' },
    required: { true: 'required', false: 'not required' },
    allowed: { true: 'allowed', false: 'switched off' },
    minutes: (minutes) => `${minutes} min`,
    keys: (count) => `${count}`,
    ignored: 'Ignored, since it cannot be used',
    problems: {
      unknown: 'this version of the app does not know the name',
      refused: 'the value is not valid',
    },
    nameless: '(a name that cannot be shown)',
  },
};

/** The words of A08. */
const menuEn: Pick<RoutedText, 'menu'> = {
  menu: {
    title: namesEn.settings,
    ...namesEn,
    version: (version) => `${productName.en} ${version}`,
    newerVersion: (version) => `Version ${version} is there`,
    updateReady: 'A new version is ready',
    textPercent: (percent) => `Text ${percent} %`,
    passcodeIs: (isSet) => (isSet ? 'On' : 'None'),
  },
};

export const routedEn: RoutedText = {
  ...menuEn,
  help: helpEn,
  ...settingsEn,
  ...policyEn,
  ...noMailEn,
  renewal: renewalEn,
};
