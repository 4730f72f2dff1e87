/** The words of the screens that open from 設定 and from the menus, in English: they come with their screens. */
import { helpEn } from './help.ts';
import { settingsEn } from './settings.ts';
import type { RoutedText } from '../ja/routed.ts';

export const routedEn: RoutedText = { help: helpEn, ...settingsEn };
