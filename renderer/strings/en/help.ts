/** The help in English: the manual's chapters, with the screens' own names. */
import { productName } from '../../../shared/brand.ts';
import type { Chapter, HelpText } from '../ja/help.ts';
import { namesEn as names } from './names.ts';

const setUp: Chapter = {
  title: 'Setting up',
  topics: [
    {
      heading: 'What you need first',
      points: [
        'In internet banking, open the one-time password application and issue a token.',
        'The service ID and the user ID are in the mail about your token and on the page of internet banking.',
        'The activation password is the 4 to 8 digits that you chose when you issued the token. It is not in the mail.',
      ],
    },
    {
      heading: 'Getting the token',
      points: [
        'Enter the service ID, the user ID and the activation password, agree to the terms and press Send.',
        `Copy the whole mail and press “${names.mail}” to fill in both IDs.`,
        'Compare the check number on the next screen with the one in internet banking and choose “is the same”. If they differ, choose “is different”, do not start to use the token, and telephone your institution.',
        'Give the token a name. You may leave it as it is.',
      ],
    },
    {
      heading: 'Starting to use it',
      points: [
        'In internet banking, enter the code under “start using the one-time password”.',
        'From the next log-in on you are asked for a code.',
      ],
    },
  ],
};

const basics: Chapter = {
  title: 'Everyday use',
  topics: [
    {
      heading: 'Reading and typing the code',
      points: [
        'Open the app and there is the code. If you have several tokens, choose one first.',
        'The code changes every 60 seconds. The seconds left are below it.',
        'A code that was used once cannot be used again. Wait for the next one.',
      ],
    },
    {
      heading: 'Copying the code',
      points: [
        'Press the code or “Copy”, and paste it into the page of internet banking.',
        `When little time is left, the button says “${names.waitForNext}”: it copies the next code when it comes. A second press, or Esc, stops the waiting.`,
        'If this code will do, press “Copy this code”.',
        'A copied code is removed from the clipboard when it is no longer valid.',
      ],
    },
    {
      heading: 'Hearing the code',
      points: [`Press “${names.readAloud}” to hear it digit by digit, slowly or again and again.`],
    },
  ],
};

const further: Chapter = {
  title: 'More',
  topics: [
    {
      heading: 'Tokens of other institutions',
      points: [
        `“${names.add}” under “${names.settings}” takes up to ten.`,
        `“${names.order}” puts them in the order you like.`,
      ],
    },
    {
      heading: 'Practising on the telephone',
      points: [
        `“${names.practice}” at the end of this page goes from the initial setup to the code. What to type in is on the screen.`,
        'Nothing is sent while you practise, and “End the practice” ends it at any time.',
      ],
    },
    {
      heading: 'Another name for a token',
      points: [`Use “${names.rename}” under “${names.settings}”.`],
    },
    {
      heading: 'Larger text, other colours',
      points: [`“${names.display}” under “${names.settings}” has text size, colours and language.`],
    },
    {
      heading: 'The code in a small window',
      points: [
        `Press “${names.mini}” beside the code. The small window comes back to where you put it.`,
        'Its pin keeps it in front of other windows.',
        'With several tokens, change between them by the arrow keys.',
        '“Full size”, or Esc, brings the whole window back. So do a lock and a notice, by themselves.',
      ],
    },
    {
      heading: 'Deleting a token',
      points: [
        'First release the token in internet banking.',
        `Then use “${names.remove}” under “${names.settings}”. A deleted token cannot be brought back.`,
      ],
    },
    {
      heading: 'Changing or giving away the PC',
      points: [
        'A token cannot be moved to another PC.',
        'Release it first. From the next day on, issue a new one and set it up on the new PC.',
      ],
    },
  ],
};

const trouble: Chapter = {
  title: 'When something is wrong',
  topics: [
    {
      heading: 'Someone asked for the code',
      points: [
        'That is a fraud. Tell the code to nobody. Your institution never asks for it.',
        `“${names.asked}” beside the code says what to do and whom to call.`,
      ],
    },
    {
      heading: 'The code is refused',
      points: [
        'Type the code that is on the screen now, before it changes. A code works only once.',
        `See under “${names.settings}”, “${names.diagnosis}” whether the clock is right.`,
        'Too many wrong codes in a row stop the one-time password. Then telephone your institution.',
      ],
    },
    {
      heading: 'Sending does not work',
      points: [
        'Make sure that the PC is online. What you typed is still there, and you can press Send again.',
        'After too many wrong activation passwords the token must be issued again.',
      ],
    },
    {
      heading: 'The activation password is forgotten',
      points: ['Issue the token again in internet banking and choose a new one.'],
    },
    {
      heading: 'The PC is broken or lost',
      points: [
        `Telephone your institution at once. “${names.record}” prints the numbers beforehand.`,
      ],
    },
    {
      heading: 'On the telephone',
      points: [
        'Give the screen number at the top right (such as A06) and signs like “Number E201”.',
        `The support code of “${names.diagnosis}” helps too. Never say the one-time password, not even on the telephone.`,
      ],
    },
  ],
};

const appendix: Chapter = {
  title: 'Appendix',
  topics: [
    {
      heading: 'Which PCs',
      points: [
        'Windows 10 and later (64-bit), or macOS 13 (Ventura) and later.',
        'The version of Windows stands under Settings, System, About.',
      ],
    },
    {
      heading: 'When it goes online',
      points: [
        'Only to add or renew a token and to check the time. Codes are made without the internet.',
      ],
    },
    {
      heading: 'Words',
      points: [
        'Token: what makes one-time passwords and shows them.',
        'One-time password: a code that changes every 60 seconds and works once.',
        'Service ID: the number of the institution. User ID: the number of your token.',
        'Check number: six digits in the app and in internet banking; if they are the same, the token is yours.',
      ],
    },
  ],
};

export const helpEn: HelpText = {
  title: names.help,
  search: 'Search the help',
  none: 'Nothing found. Please try another word.',
  chapters: [setUp, basics, further, trouble, appendix],
  manual: 'Open the manual (PDF)',
  manualOutcomes: {
    opened: 'The manual is open in another window.',
    missing:
      'This app came without its manual. Get it from the app’s download page or from your institution.',
    notOpened:
      'The manual could not be opened. This PC may have no program for PDF. Open the manual of the app’s download page in your browser.',
  },
  record: 'Print the record sheet',
  practice: names.practice,
  shortcuts: names.shortcuts,

  recordSheet: {
    title: names.record,
    lead: 'Print this and keep it safe, in case the PC breaks. There is no code and no password on it.',
    print: 'Print',
    heading: `${productName.en}: record of tokens`,
    printed: (on) => `Printed on ${on}`,
    none: 'There are no tokens.',
    serviceId: 'Service ID',
    userId: 'User ID (in part)',
    expires: 'Expires on',
    site: 'Internet banking',
    telephone: 'Telephone',
    call: (tel, hours) => `${tel} (${hours})`,
    startAgain: 'If the PC no longer works',
    steps: [
      'Call the number above and say that the PC with the one-time password no longer works.',
      'Have the token released (this may need papers at the branch).',
      'From the next day on, install the app on another PC and issue a new token in internet banking.',
    ],
    never: 'Your institution never asks for a one-time password on the telephone.',
  },
};
