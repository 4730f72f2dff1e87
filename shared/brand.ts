/**
 * What customers know the product by. It all comes from the brand's folder (docs/brand.md): `#brand/` is that of the demo,
 * by package.json, and in a build the one that was chosen (build/targets.ts).
 */
import brand from '#brand/brand.json' with { type: 'json' };
import type { Language } from './language.ts';

/**
 * In paths and in the system's key store. Frozen for ever after a brand's first release: a vault under another name is a
 * lost vault.
 */
export const { appName, appId } = brand;

/** On the screens, in titles and in menus. In Japanese as the app for smartphones is called in the institutions' own manuals. */
export const productName: Record<Language, string> = brand.productName;

/** Of the links that open the app. The system learns it at installation (build/package/brand-config.ts). */
export const { linkScheme } = brand;

/** How a link to the set-up begins; the institution writes it by this and the app reads it. */
export const linkStart = `${linkScheme}:activate?`;

/** For the institution's mail and page: both IDs, and never a password. */
export const activationLink = (ids: { serviceId: string; userId: string }): string =>
  `${linkStart}service=${encodeURIComponent(ids.serviceId)}&user=${encodeURIComponent(ids.userId)}`;
