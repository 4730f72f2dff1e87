/** The product's sample terms in English, for the institution to replace with its own. */
import { productName } from '../../../shared/brand.ts';

export type Terms = {
  notice: string;
  /** What matters most of them, a line each. */
  summary: string[];
  articles: { heading: string; text: string }[];
};

export const termsEn: Terms = {
  notice: '[Sample] These terms are a sample. Your institution replaces them with its own.',
  summary: [
    'Tell nobody the one-time password.',
    'Release it before you part with the PC.',
    'Keep the PC’s protection up to date.',
  ],
  articles: [
    {
      heading: '1. Purpose',
      text: `These terms set out how the one-time password app “${productName.en}” (“the app”) is used. Your institution’s own rules apply to internet banking itself.`,
    },
    {
      heading: '2. Who may use it',
      text: 'The app may be used by a customer who has an internet banking contract with an institution and has applied for a token. A token must not be lent or passed on.',
    },
    {
      heading: '3. Keeping the token safe',
      text: 'You keep the PC with the app, the password with which you sign in to the PC, and the activation password from being used by others, and keep the operating system and virus protection up to date.',
    },
    {
      heading: '4. One-time passwords',
      text: 'A one-time password is only for you to type into internet banking yourself. No one from an institution, the police or a computer maker asks for it by telephone, mail or remote support. Tell it to nobody.',
    },
    {
      heading: '5. Using it on a PC',
      text: 'With the app on the PC that you also bank with, you are less protected against malicious programs than with a separate device. You use the app knowing this.',
    },
    {
      heading: '6. Changing or discarding the PC, removing the app',
      text: 'Before you change or discard the PC or remove the app, release the token in internet banking. A token cannot be moved to another PC.',
    },
    {
      heading: '7. Connection and costs',
      text: 'Adding a token, renewing it and checking the time need the internet; you bear the cost of the connection. Showing a one-time password needs no connection.',
    },
    {
      heading: '8. Data',
      text: 'When a token is added, the app sends service ID, user ID, activation password, its version and the kind of operating system to the institution, encrypted. The token is kept encrypted on this PC and sent nowhere. No record of use is collected.',
    },
    {
      heading: '9. Suspension',
      text: 'An institution may suspend a token where misuse is suspected or its rules are broken.',
    },
    {
      heading: '10. Loss, theft and misuse',
      text: 'If the PC is lost or stolen, or you notice a transaction you do not know, tell your institution at once. Its number is also shown under “Someone asked for it”.',
    },
    {
      heading: '11. Changes',
      text: 'An institution may change these terms as the law allows, and announces changes beforehand, for example on its website.',
    },
    { heading: '12. Law', text: 'These terms are governed by the law of Japan.' },
  ],
};
