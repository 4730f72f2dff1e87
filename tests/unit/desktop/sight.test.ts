/** Whether anybody can see the window: nothing that only somebody who looks needs is done otherwise. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { watchSight } from '../../../electron/adapters/desktop/sight.ts';

function sightOf({ isVisible = true, isMinimized = false } = {}) {
  const window = Object.assign(new EventEmitter(), {
    isVisible: () => isVisible,
    isMinimized: () => isMinimized,
  });
  const sight = watchSight(window as unknown as BrowserWindow);
  const changed = vi.fn<() => void>();
  sight.onChange(changed);
  return { window, sight, changed };
}

test.each([
  { where: 'on the screen', of: {}, pageIsSeen: true, isSeen: true },
  { where: 'hidden', of: { isVisible: false }, pageIsSeen: true, isSeen: false },
  { where: 'minimised', of: { isMinimized: true }, pageIsSeen: true, isSeen: false },
  { where: 'behind other windows', of: {}, pageIsSeen: false, isSeen: false },
])('a window $where: seen is $isSeen', ({ of, pageIsSeen, isSeen }) => {
  const { sight } = sightOf(of);
  sight.pageSeen(pageIsSeen);
  expect(sight.isSeen()).toBe(isSeen);
});

test('until the page says otherwise it is seen', () => {
  expect(sightOf().sight.isSeen()).toBe(true);
});

test.each(['show', 'hide', 'restore', 'minimize'])('%s is told', (event) => {
  const { window, changed } = sightOf();
  window.emit(event);
  expect(changed).toHaveBeenCalledOnce();
});

test('what the page says is told', () => {
  const { sight, changed } = sightOf();
  sight.pageSeen(false);
  expect(changed).toHaveBeenCalledOnce();
});
