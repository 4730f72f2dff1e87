/** The words of the dialogs that may open over any screen, in English. */
import { namesEn as names } from './names.ts';
import type { DialogsText } from '../ja/dialogs.ts';

export const dialogsEn: DialogsText = {
  damaged: {
    title: 'Screen settings',
    text: 'The screen settings could not be read and are back to the first ones.',
    tokens: 'The tokens are as they were.',
  },

  shortcuts: {
    title: names.shortcuts,
    or: 'or',
    list: {
      primary: 'Press the large button at the bottom',
      back: 'Go back one screen',
      copy: 'Copy the code',
      read: 'Read the code aloud',
      site: 'Open internet banking',
      list: 'Choose a token',
      order: 'Change the order of tokens',
      add: names.add,
      settings: names.settings,
      record: 'Print the record sheet',
      help: names.help,
      bigger: 'Larger text',
      smaller: 'Smaller text',
      usual: 'Usual size of text',
      shortcuts: 'This list',
    },
  },
};
