/** In which language, colours and size of text a scene is photographed. */
import { languages } from '../../shared/language.ts';
import type { Language } from '../../shared/language.ts';

export const schemes = ['light', 'dark', 'forced'] as const;
export const percents = [100, 200, 300] as const;

export type Setting = {
  language: Language;
  scheme: (typeof schemes)[number];
  percent: (typeof percents)[number];
};

export const allSettings: Setting[] = languages.flatMap((language) =>
  schemes.flatMap((scheme) => percents.map((percent) => ({ language, scheme, percent }))),
);

/** Half of them: each scheme in each size, the languages by turns, so that any two of the three meet. */
export const usualSettings = allSettings.filter(
  ({ language, scheme, percent }) =>
    language === languages[(schemes.indexOf(scheme) + percents.indexOf(percent)) % 2],
);

export function settingName({ language, scheme, percent }: Setting): string {
  return `${language}.${scheme}.${percent}`;
}
