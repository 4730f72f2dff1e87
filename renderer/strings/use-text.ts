/** The language in use, handed down to every screen. */
import { createContext, useContext } from 'react';
import { en } from './en/text.ts';
import { ja } from './ja/text.ts';
import type { Text } from './ja/text.ts';

/** Japanese where the system speaks it, English elsewhere. */
export function textFor(locale: string): Text {
  return locale.toLowerCase().startsWith('ja') ? ja : en;
}

export const TextContext = createContext<Text>(ja);

export function useText(): Text {
  return useContext(TextContext);
}
