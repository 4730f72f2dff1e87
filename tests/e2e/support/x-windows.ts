/** The windows on an X display, found and pressed from outside as a person's hand would. */
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';

export type XWindow = { id: string; title: string };

const xdotool = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  spawnSync('xdotool', args, { encoding: 'utf8', env }).stdout;

/**
 * Those that can be seen, of the app alone or of any program. By all titles: xdotool's search knows none
 * outside ASCII.
 */
export function windowsOnScreen(
  whose: 'app' | 'any',
  env: NodeJS.ProcessEnv = process.env,
): XWindow[] {
  const which = whose === 'app' ? ['--class', 'desktop token'] : ['--name', ''];
  return xdotool(env, 'search', '--onlyvisible', ...which)
    .split('\n')
    .filter((id) => id !== '')
    .map((id) => ({ id, title: xdotool(env, 'getwindowname', id).trim() }));
}

export function pressIn({ id }: XWindow, key: string): void {
  xdotool(process.env, 'windowfocus', id, 'key', key);
}

/**
 * As whoever starts a program does: a system counts how long nobody has touched it, and the app locks by that.
 * In a corner, where no window is.
 */
export function touchMouse(): void {
  for (const x of ['1278', '1279']) xdotool(process.env, 'mousemove', x, '1023');
}

/** Waits for one with such a title. */
export async function windowTitled(title: RegExp): Promise<XWindow> {
  let found: XWindow | undefined;
  const find = () => (found = windowsOnScreen('any').find((window) => title.test(window.title)));
  await expect.poll(find, { message: String(title), timeout: 30_000 }).not.toBeUndefined();
  return found as XWindow;
}

/** Of whichever brand: its name and what happened, in Japanese and in English (electron/start-words.ts). */
const boxTitle = /^.+：.+ \/ .+: /;

/** The system's own box, which the app shows before there is a window. `close` presses its button. */
export async function systemBox(): Promise<{ title: string; close: () => void }> {
  const box = await windowTitled(boxTitle);
  return { title: box.title, close: () => pressIn(box, 'Return') };
}
