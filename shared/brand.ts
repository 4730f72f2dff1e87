/**
 * What customers know the product by, in the one place where an institution or a group of them sets its own. On the
 * screens, in titles and in menus; never in paths or keys, whose name is frozen (`electron/adapters/files/paths.ts`).
 */
import type { Language } from './language.ts';

/** In Japanese as the app for smartphones is called in the institutions' own manuals. */
export const productName: Record<Language, string> = {
  ja: 'ワンタイムパスワードアプリ',
  en: 'Desktop Token',
};
