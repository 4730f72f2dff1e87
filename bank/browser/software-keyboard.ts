/**
 * The software keyboard of the password fields. Its check boxes are uncovered here, so that a page
 * without JavaScript does not offer what it cannot do.
 */
import { keyboardText as t } from '../site/frame/keyboard-text.ts';

type TabName = keyof typeof t.tabs;

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
// In another order each time they are shown, so that the place of a click tells no digit.
const digits = () => shuffled('0123456789'.split(''));
/** Ten in a row: the digits first, and the letters below them. */
const characters: Record<TabName, () => string[]> = {
  upper: () => [...digits(), ...letters.map((letter) => letter.toUpperCase())],
  lower: () => [...digits(), ...letters],
  digits,
  symbols: () => Object.keys(t.symbolNames),
};
const tabNames = Object.keys(t.tabs) as TabName[];

let close: (() => void) | null = null;

for (const box of document.querySelectorAll<HTMLInputElement>('[data-keyboard-for]')) {
  const field = document.getElementById(box.dataset['keyboardFor'] ?? '');
  const choice = box.closest('label');
  if (!(field instanceof HTMLInputElement) || !choice) continue;
  choice.hidden = false;
  // A reload keeps a ticked box (but no keyboard) unless it is told not to.
  box.checked = false;
  box.addEventListener('change', () => {
    close?.();
    if (!box.checked) return;
    const keyboard = createKeyboard(field, box.dataset['keyboard'] === 'digits');
    choice.after(keyboard);
    close = () => {
      keyboard.remove();
      box.checked = false;
      close = null;
    };
    box.checked = true;
  });
}

/** Modes on the left, keys, commands on the right; a field that takes digits alone has no other keys. */
function createKeyboard(field: HTMLInputElement, digitsOnly: boolean): HTMLElement {
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  const panel = element('div', {
    class: 'keys',
    role: digitsOnly ? 'group' : 'tabpanel',
    id: 'keyboard-keys',
    tabindex: '-1',
  });
  const tablist = element('div', { role: 'tablist', 'aria-label': t.tabsName });
  const tabs = new Map<TabName, HTMLButtonElement>();

  const enter = (value: string) => {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    status.textContent = t.entered(value.length);
  };
  const add = (character: string) => {
    if (field.value.length < field.maxLength) enter(field.value + character);
    else status.textContent = t.full;
  };
  const show = (name: TabName) => {
    for (const [tabName, tab] of tabs) {
      tab.ariaSelected = String(tabName === name);
      tab.tabIndex = tabName === name ? 0 : -1;
    }
    if (digitsOnly) panel.ariaLabel = t.tabs.digits;
    else panel.setAttribute('aria-labelledby', `keyboard-${name}`);
    const keys = characters[name]().map((character) => {
      const key = button(character, () => add(character));
      key.ariaLabel = spoken(character);
      return key;
    });
    panel.replaceChildren(...keys);
    rove(keys);
  };

  for (const name of tabNames) {
    const tab = button(t.tabs[name], () => show(name));
    for (const [attribute, value] of Object.entries({
      role: 'tab',
      id: `keyboard-${name}`,
      'aria-controls': 'keyboard-keys',
    })) {
      tab.setAttribute(attribute, value);
    }
    tabs.set(name, tab);
    tablist.append(tab);
  }
  tablist.addEventListener('keydown', (event) => {
    // In a column on a wide page, in a row on a narrow one.
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = [...tabs.values()].findIndex((tab) => tab === document.activeElement);
    const name = tabNames[(at + (by ?? 0) + tabNames.length) % tabNames.length];
    if (by === undefined || at < 0 || !name) return;
    event.preventDefault();
    show(name);
    tabs.get(name)?.focus();
  });

  const commands = element('div', { class: 'commands' });
  commands.append(
    button(t.clearOne, () => enter(field.value.slice(0, -1))),
    button(t.clearAll, () => enter('')),
    button(t.done, () => {
      close?.();
      field.focus();
    }),
  );
  const label = field.labels?.[0]?.textContent?.trim() ?? '';
  const keyboard = element('div', {
    class: digitsOnly ? 'keyboard digits' : 'keyboard',
    role: 'group',
    'aria-label': t.name(label),
  });
  keyboard.append(...(digitsOnly ? [] : [tablist]), panel, commands, status);
  keyboard.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    close?.();
    field.focus();
  });
  show(digitsOnly ? 'digits' : 'lower');
  return keyboard;
}

/** One key is in the tab order; the arrows lead from there to the others (ARIA practices, roving tabindex). */
function rove(keys: HTMLButtonElement[]): void {
  keys.forEach((key, index) => {
    key.tabIndex = index === 0 ? 0 : -1;
    key.addEventListener('keydown', (event) => {
      const columns = keys.filter(({ offsetTop }) => offsetTop === keys[0]?.offsetTop).length;
      const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
      const next = by === undefined ? undefined : keys[index + by];
      if (by === undefined) return;
      event.preventDefault();
      if (!next) return;
      key.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
}

/** A letter is said with its case, a symbol by its name; a digit says itself. */
function spoken(character: string): string {
  const symbols: Record<string, string> = t.symbolNames;
  if (character in symbols) return symbols[character] ?? character;
  if (/[A-Z]/.test(character)) return `${t.tabs.upper} ${character}`;
  if (/[a-z]/.test(character)) return `${t.tabs.lower} ${character}`;
  return character;
}

function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' });
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/** Fisher and Yates, with the browser's cryptographic randomness. */
function shuffled(items: string[]): string[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const other = random % (last + 1);
    [items[last], items[other]] = [items[other] ?? '', items[last] ?? ''];
  }
  return items;
}
