/** The native menus, as each system expects them. */
import type { MenuItemConstructorOptions } from 'electron';
import { productName } from '../../../shared/brand.ts';
import type { Language } from '../../../shared/language.ts';
import type { View } from '../../../shared/state.ts';
import { nativeWords } from './native-words.ts';

export type MenuEntry = NonNullable<View['menuChoice']>['entry'];

export type MenuPorts = {
  language: Language;
  isMac: boolean;
  choose: (entry: MenuEntry) => void;
};

/**
 * The page takes the keys itself, so that they work the same where the menu bar is hidden; here they
 * are only shown. macOS ignores `registerAccelerator` and asks the page first.
 */
export function menuTemplate(ports: MenuPorts): MenuItemConstructorOptions[] {
  const { isMac, choose } = ports;
  const words = nativeWords[ports.language];
  const entry = (label: string, accelerator: string | null, name: MenuEntry) => ({
    label,
    click: () => choose(name),
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };

  const settings = entry(words.settings, 'CmdOrCtrl+,', 'settings');
  const about = entry(words.about, null, 'about');
  const appMenu: MenuItemConstructorOptions = {
    label: productName[ports.language],
    submenu: [
      about,
      line,
      settings,
      line,
      { role: 'services', label: words.services },
      line,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      line,
      { role: 'quit', label: words.quitApp },
    ],
  };
  const windowMenu: MenuItemConstructorOptions = {
    label: words.window,
    role: 'windowMenu',
    submenu: [
      { role: 'minimize', label: words.minimize },
      { role: 'zoom', label: words.zoom },
      line,
      { role: 'front', label: words.front },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: words.file,
      submenu: [
        entry(words.add, 'CmdOrCtrl+N', 'add'),
        entry(words.print, 'CmdOrCtrl+P', 'print'),
        line,
        ...(isMac
          ? [{ role: 'close' as const, label: words.close }]
          : [settings, line, { role: 'quit' as const, label: words.quit }]),
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        line,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        entry(words.display, null, 'display'),
        line,
        entry(words.bigger, 'CmdOrCtrl+Plus', 'bigger'),
        entry(words.smaller, 'CmdOrCtrl+-', 'smaller'),
        entry(words.usual, 'CmdOrCtrl+0', 'usual'),
        line,
        entry(words.mini, 'CmdOrCtrl+K', 'mini'),
      ],
    },
    ...(isMac ? [windowMenu] : []),
    {
      label: words.help,
      role: 'help',
      submenu: [
        entry(words.openHelp, 'F1', 'help'),
        entry(words.shortcuts, 'CmdOrCtrl+/', 'shortcuts'),
        entry(words.diagnosis, null, 'diagnosis'),
        ...(isMac ? [] : [line, about]),
      ],
    },
  ];
}
