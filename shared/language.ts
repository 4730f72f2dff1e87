/** The languages of the screens and the menus, and the two of the institutions. */

/** Each by its tag (BCP 47), in its own words, in the order in which they are offered. */
export const languageNames = { ja: '日本語', en: 'English' } as const;
export type Language = keyof typeof languageNames;
export const languages = Object.keys(languageNames) as [Language, ...Language[]];

/** In which an institution names itself in the directory. */
export type DirectoryLanguage = 'ja' | 'en';

/** By the customer's choice, or by the system's language (`ja-JP`); English where that is none of ours. */
export function languageOf(choice: Language | 'system', locale: string): Language {
  if (choice !== 'system') return choice;
  const [spoken] = locale.toLowerCase().split(/[-_]/);
  return languages.find((language) => language === spoken) ?? 'en';
}
