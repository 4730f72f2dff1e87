/** The system's own box, which the app shows before there is a window: found and answered from outside. */
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';

const xdotool = (...args: string[]) => spawnSync('xdotool', args, { encoding: 'utf8' }).stdout;
const titleOf = (id: string) => xdotool('getwindowname', id).trim();

/** Of whichever brand: its name and what happened, in Japanese and in English (electron/start-words.ts). */
const isTitle = (title: string) => /^.+：.+ \/ .+: /.test(title);

// By all windows: its search knows no title outside ASCII.
const find = () =>
  xdotool('search', '--onlyvisible', '--name', '')
    .split('\n')
    .find((id) => id !== '' && isTitle(titleOf(id)));

/** Waits for it. `close` presses its button. */
export async function systemBox(): Promise<{ title: string; close: () => void }> {
  await expect.poll(find, { timeout: 30_000 }).not.toBeUndefined();
  const box = find() ?? '';
  return {
    title: titleOf(box),
    close: () => void xdotool('windowfocus', box, 'key', 'Return'),
  };
}
