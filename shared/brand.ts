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

/**
 * Of the links that open the app. The system learns it at installation, from `build/package/electron-builder.yml` and,
 * on Windows, from `build/package/installer.nsh`.
 */
export const linkScheme = 'desktop-token';

/** How a link to the set-up begins; the institution writes it by this and the app reads it. */
export const linkStart = `${linkScheme}:activate?`;

/** For the institution's mail and page: both IDs, and never a password. */
export const activationLink = (ids: { serviceId: string; userId: string }): string =>
  `${linkStart}service=${encodeURIComponent(ids.serviceId)}&user=${encodeURIComponent(ids.userId)}`;
