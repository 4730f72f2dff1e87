/** What the X server tells of windows, from outside the programs and so of any program alike. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** An instant on the clock of the programs' own marks, in epoch milliseconds. */
const now = () => performance.timeOrigin + performance.now();

export type WindowWatch = ReturnType<typeof watchWindows>;

/** Of the display in the environment, where no window manager is. */
export function watchWindows() {
  const child = spawn('xev', ['-root', '-event', 'substructure'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let tell: (at: number) => void = () => {};
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('MapNotify')) tell(now());
  });
  return {
    /** When the next window comes onto the screen. */
    next: () => new Promise<number>((resolve) => (tell = resolve)),
    end: () => child.kill(),
  };
}

type DeskEnv = { DISPLAY: string };

function ask(env: DeskEnv, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync('xdotool', args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`xdotool ${args[0]}: ${stderr}`);
  return stdout.trim();
}

/** As the button in its title bar does. */
export function minimize(env: DeskEnv, pid: number): void {
  const [window = ''] = ask(env, 'search', '--onlyvisible', '--pid', String(pid)).split('\n');
  ask(env, 'windowminimize', '--sync', window);
}

/** A window of nothing over the whole display. Returns how to take it away. */
export function coverAll(env: DeskEnv): () => void {
  const cover = spawn('xev', ['-name', 'cover', '-geometry', '1920x1080+0+0'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  ask(env, 'search', '--sync', '--onlyvisible', '--name', '^cover$');
  return () => cover.kill();
}

/** Chromium follows what moves beneath a pointer, which none of the windows is to have. */
export function putPointerAside(env: DeskEnv): void {
  ask(env, 'mousemove', '1919', '1079');
}
