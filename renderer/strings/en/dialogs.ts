/** The words of the dialogs that may open over any screen, in English. */
import type { DialogsText } from '../ja/dialogs.ts';

export const dialogsEn: DialogsText = {
  damaged: {
    title: 'Screen settings',
    text: 'The screen settings could not be read and are back to the first ones.',
    tokens: 'The tokens are as they were.',
  },
};
