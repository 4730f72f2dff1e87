/** The words of the screens behind the first one, in the language in use. */
import { routedEn } from './en/routed.ts';
import { routedJa } from './ja/routed.ts';
import type { RoutedText } from './ja/routed.ts';
import { useText } from './use-text.ts';

export function useRoutedText(): RoutedText {
  return useText().language === 'ja' ? routedJa : routedEn;
}
