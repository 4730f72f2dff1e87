/** The native menus: the same entries in both languages, and each system's own order. */
import { expect, test } from 'vitest';
import { productName } from '../../../shared/brand.ts';
import { menuTemplate } from '../../../electron/adapters/desktop/menu.ts';
import type { MenuEntry, MenuPorts } from '../../../electron/adapters/desktop/menu.ts';

function menu(change: Partial<MenuPorts> = {}) {
  const chosen: MenuEntry[] = [];
  const template = menuTemplate({
    language: 'ja',
    isMac: false,
    choose: (entry) => chosen.push(entry),
    ...change,
  });
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { template, items, chosen };
}

test('macOS has the app’s own menu first, with about, settings and quit in it', () => {
  const { template } = menu({ isMac: true });
  expect(template.map(({ label }) => label)).toEqual([
    productName.ja,
    'ファイル',
    '編集',
    '表示',
    'ウィンドウ',
    'ヘルプ',
  ]);
  const [own] = template;
  const labels = Array.isArray(own?.submenu) ? own.submenu.map(({ label }) => label) : [];
  expect(labels).toEqual(expect.arrayContaining(['バージョン情報', '設定…']));
  expect(labels.at(-1)).toBe(`${productName.ja}を終了`);
});

test.each([
  ['Windows and Linux', false],
  ['macOS', true],
])('on %s every entry is there in both languages and tells the page', (_system, isMac) => {
  for (const language of ['ja', 'en'] as const) {
    const { items, chosen } = menu({ isMac, language });
    for (const item of items) (item.click as (() => void) | undefined)?.();
    expect(chosen.toSorted()).toEqual([
      'about',
      'add',
      'bigger',
      'diagnosis',
      'display',
      'help',
      'mini',
      'print',
      'settings',
      'shortcuts',
      'smaller',
      'usual',
    ]);
    expect(items.every(({ type, label }) => type === 'separator' || label !== '')).toBe(true);
  }
});

test('the page takes the keys itself, so none is taken twice', () => {
  const { items } = menu();
  const withKey = items.filter(({ accelerator }) => accelerator !== undefined);
  expect(withKey.length).toBeGreaterThan(0);
  expect(withKey.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
});
