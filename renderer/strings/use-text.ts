/** The language in use, handed down to every screen. */
import { createContext, useContext } from 'react';
import { languageOf } from '../../shared/language.ts';
import type { Language } from '../../shared/language.ts';
import { en } from './en/text.ts';
import { ja } from './ja/text.ts';
import type { Text } from './ja/text.ts';

const texts: Record<Language, Text> = { ja, en };

export function textFor(choice: Language | 'system', locale: string): Text {
  return texts[languageOf(choice, locale)];
}

export const TextContext = createContext<Text>(ja);

export function useText(): Text {
  return useContext(TextContext);
}
