/** The words of the screens that open from 設定 and from the menus, in Japanese: they come with their screens. */
import { helpJa } from './help.ts';
import { settingsJa } from './settings.ts';

export const routedJa = { help: helpJa, ...settingsJa };

export type RoutedText = typeof routedJa;
