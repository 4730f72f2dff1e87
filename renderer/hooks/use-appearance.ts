/** Dresses the document as the customer has chosen: text size, theme, language. */
import { useLayoutEffect } from 'react';
import { defaultSettings } from '../../shared/default-settings.ts';
import type { Settings, View } from '../../shared/state.ts';

/** Until main has said otherwise. */
export const firstView: View = {
  settings: defaultSettings,
  bound: [],
  settingsDamaged: false,
  menuChoice: null,
  update: { step: 'none' },
};

export function useAppearance({ textPercent, theme }: Settings, language: string): void {
  useLayoutEffect(() => {
    const { documentElement } = document;
    documentElement.style.setProperty('--text-scale', String(textPercent / 100));
    documentElement.dataset['theme'] = theme;
    documentElement.lang = language;
  }, [textPercent, theme, language]);
}
