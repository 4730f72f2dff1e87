/** Follows the customer's settings where the page can't: theme, window on top, native menus. */
import { Menu, nativeTheme } from 'electron';
import type { BrowserWindow } from 'electron';
import { languageOf } from '../../../shared/language.ts';
import type { Settings } from '../../../shared/state.ts';
import { menuTemplate } from './menu.ts';
import type { MenuEntry } from './menu.ts';

const themeSources = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  // Our own high contrast is white on black.
  contrast: 'dark',
} as const;

/** The colour behind the page before it is drawn: the page's own --paper. */
export function paperColor(theme: Settings['theme']): string {
  nativeTheme.themeSource = themeSources[theme];
  if (theme === 'contrast') return '#000000';
  return nativeTheme.shouldUseDarkColors ? '#11171b' : '#f4f5f3';
}

export function applyAppearance(
  window: BrowserWindow,
  settings: Settings,
  ports: {
    /** The system's language. */
    locale: string;
    choose: (entry: MenuEntry) => void;
  },
): void {
  window.setBackgroundColor(paperColor(settings.theme));
  if (window.isAlwaysOnTop() !== settings.alwaysOnTop) window.setAlwaysOnTop(settings.alwaysOnTop);
  const menu = Menu.buildFromTemplate(
    menuTemplate({
      language: languageOf(settings.language, ports.locale),
      isMac: process.platform === 'darwin',
      choose: ports.choose,
    }),
  );
  Menu.setApplicationMenu(menu);
}
