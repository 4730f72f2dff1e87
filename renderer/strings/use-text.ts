/** The language in use, handed down to every screen. */
import { createContext, useContext, useEffect, useState } from 'react';
import type { Language } from '../../shared/language.ts';
import { ja } from './ja/text.ts';
import type { Text } from './ja/text.ts';

const texts: Partial<Record<Language, Text>> = { ja };

/** The words as they were until those of another language are there; none where there were none. */
export function useTextIn(language: Language): Text | undefined {
  const known = texts[language];
  const [shown, setShown] = useState(known);
  useEffect(() => {
    let isOver = false;
    async function bring(): Promise<void> {
      const text = known ?? (await loadEnglish());
      if (!isOver) setShown(text);
    }
    void bring();
    return () => {
      isOver = true;
    };
  }, [known]);
  return known ?? shown;
}

/** Most customers never need them. */
async function loadEnglish(): Promise<Text> {
  const { en } = await import('./en/text.ts');
  texts.en = en;
  return en;
}

export const TextContext = createContext<Text>(ja);

export function useText(): Text {
  return useContext(TextContext);
}
