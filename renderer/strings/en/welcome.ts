/** The words of A00 and A21, before the first set-up, in English. */
import type { WelcomeText } from '../ja/welcome.ts';

export const welcomeEn: WelcomeText = {
  welcome: {
    title: 'Welcome',
    lead: 'This PC will show the one-time passwords of your internet banking.',
    readyTitle: 'Have these three things ready',
    ready: [
      'The mail about your token',
      'The activation password that you chose',
      'Internet banking, open in the browser',
    ],
    before: 'Make sure too that the PC is online and that its date and time are right.',
    begin: 'Begin',
    noMail: 'There is no mail',
    practise: 'Practise',
    bigger: 'Larger text',
  },
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
