/** How the app looks and behaves before the customer has chosen anything. */
import type { Settings } from './state.ts';

export const defaultSettings: Settings = {
  textPercent: 100,
  theme: 'system',
  language: 'system',
  alwaysOnTop: false,
  announceCodes: false,
  startPosition: 'remembered',
  autoLockMinutes: 5,
};
