/** The language in use, handed down to every screen. */
import { createContext, use, useContext } from 'react';
import type { Language } from '../../shared/language.ts';
import { ja } from './ja/text.ts';
import type { Text } from './ja/text.ts';

const texts: Partial<Record<Language, Text>> = { ja };
let english: Promise<Text> | undefined;

/** Suspends until the words are there: most customers never need the English ones. */
export function useTextIn(language: Language): Text {
  const text = texts[language];
  if (text !== undefined) return text;
  english ??= loadEnglish();
  return use(english);
}

async function loadEnglish(): Promise<Text> {
  const { en } = await import('./en/text.ts');
  texts.en = en;
  return en;
}

export const TextContext = createContext<Text>(ja);

export function useText(): Text {
  return useContext(TextContext);
}
