/** The words of A00, before the first set-up, in English. */
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
};
