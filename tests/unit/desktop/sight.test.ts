/** Whether anybody can see the window: nothing that only somebody who looks needs is done otherwise. */
import type { BrowserWindow } from 'electron';
import { expect, test } from 'vitest';
import { sightOf } from '../../../electron/adapters/desktop/sight.ts';

const no = () => false;
const yes = () => true;
const pageOf = (visibilityState: string) => ({ isCrashed: no, mainFrame: { visibilityState } });
const onScreen = {
  isDestroyed: no,
  isVisible: yes,
  isMinimized: no,
  webContents: pageOf('visible'),
};
/** As Electron answers whatever is asked of a window that is gone. */
const gone = () => {
  throw new TypeError('Object has been destroyed');
};

test.each([
  { where: 'on the screen', change: {}, sight: 'seen' },
  { where: 'behind other windows', change: { webContents: pageOf('hidden') }, sight: 'covered' },
  { where: 'without a page', change: { webContents: { isCrashed: yes } }, sight: 'covered' },
  { where: 'hidden', change: { isVisible: no }, sight: 'hidden' },
  { where: 'minimised', change: { isMinimized: yes }, sight: 'hidden' },
  {
    where: 'that is gone while the app ends',
    change: { isDestroyed: yes, isVisible: gone, isMinimized: gone },
    sight: 'hidden',
  },
])('a window $where is $sight', ({ change, sight }) => {
  expect(sightOf({ ...onScreen, ...change } as unknown as BrowserWindow)).toBe(sight);
});
