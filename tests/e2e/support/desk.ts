/**
 * A desk of its own for one app: displays that can be plugged in and out (X.org without hardware), openbox as the
 * window manager, and a panel that keeps room for itself.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';

export type Mode = '1024x768' | '1366x768' | '1920x1080';
export type Area = { x: number; y: number; width: number; height: number };

export type Desk = {
  /** The environment that leads an app to it. */
  env: { DISPLAY: string };
  /** A second display to the right of the first, until it is unplugged. */
  plugIn: (mode: Mode) => void;
  unplug: () => void;
  /** What the panel leaves, in pixels. */
  workArea: () => Area;
  /** The app's window with its frame, the least height that the window manager was told, in pixels, and its layer. */
  window: () => { outer: Area; leastHeight: number; isOnTop: boolean };
  /** As the person drags it by its title bar, or by its edge. */
  place: (change: Area) => void;
  move: (to: { x: number; y: number }) => void;
  end: () => Promise<void>;
};

/** Room for both displays; no device is looked for. */
const serverConfig = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
Section "Device"
  Identifier "none"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "1366x768" 85.25 1366 1436 1579 1792 768 771 774 798
EndSection
Section "Screen"
  Identifier "screen"
  Device "none"
  Monitor "any"
  DefaultDepth 24
EndSection
`;
const panelHeight = 40;
const panelConfig = `panel_items = T\npanel_size = 100% ${panelHeight}\nstrut_policy = follow_size\n`;

export async function startDesk(mode: Mode): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  // Not by its wrapper, which asks whether somebody sits at the machine.
  const config = write('xorg.conf', serverConfig);
  const alone = ['-noreset', '-nolisten', 'tcp', '-novtswitch', '-sharevts'];
  const server = spawn(
    '/usr/lib/xorg/Xorg',
    ['-displayfd', '1', ...alone, '-config', config, '-logfile', join(folder, 'log')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [number] = (await once(createInterface(server.stdout), 'line')) as [string];
  const env = { ...process.env, DISPLAY: `:${number}`, HOME: folder };
  const ask = (command: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
    return stdout;
  };
  const start = (command: string, ...args: string[]) =>
    spawn(command, args, { env, stdio: 'ignore' });
  const numbersOf = (words: string) => (words.match(/-?\d+/g) ?? []).map(Number);

  ask('xrandr', '--output', 'DUMMY0', '--mode', mode);
  const manager = start('openbox');
  const root = (name: string) => ask('xprop', '-root', name);
  await expect.poll(() => root('_NET_SUPPORTING_WM_CHECK')).toContain('window id');
  const workArea = () => {
    const [x = 0, y = 0, width = 0, height = 0] = numbersOf(
      root('_NET_WORKAREA').split('=')[1] ?? '',
    );
    return { x, y, width, height };
  };
  const panel = start('tint2', '-c', write('tint2rc', panelConfig));
  await expect.poll(() => workArea().height).toBe(Number(mode.split('x')[1]) - panelHeight);

  // By the window manager's list: a search through the tree of windows finds nothing while it changes.
  const windowId = () => {
    const ids = root('_NET_CLIENT_LIST').match(/0x[0-9a-f]+/g) ?? [];
    // Another window of that list may be gone by now.
    const classOf = (id: string) =>
      spawnSync('xprop', ['-id', id, 'WM_CLASS'], { env, encoding: 'utf8' }).stdout;
    const id = ids.find((each) => classOf(each).includes('desktop token'));
    if (id === undefined) throw new Error('the app has no window');
    return id;
  };

  return {
    env: { DISPLAY: env.DISPLAY },
    plugIn(second) {
      ask('xrandr', '--addmode', 'DUMMY1', second);
      ask('xrandr', '--output', 'DUMMY1', '--mode', second, '--right-of', 'DUMMY0');
      // The driver says that it is connected only where it is looked for with a mode: until then the app sees no display.
      ask('xrandr');
    },
    unplug: () => void ask('xrandr', '--output', 'DUMMY1', '--off'),
    workArea,
    window() {
      const id = windowId();
      const seen = ask('xwininfo', '-id', id);
      const said = (name: string) => Number(new RegExp(`${name}:\\s+(-?\\d+)`).exec(seen)?.[1]);
      const properties = ask(
        'xprop',
        '-id',
        id,
        '_NET_FRAME_EXTENTS',
        'WM_NORMAL_HINTS',
        '_NET_WM_STATE',
      );
      const frame = /_NET_FRAME_EXTENTS\(CARDINAL\) = (.*)/.exec(properties)?.[1] ?? '';
      const [left = 0, right = 0, top = 0, bottom = 0] = numbersOf(frame);
      return {
        outer: {
          x: said('Absolute upper-left X') - left,
          y: said('Absolute upper-left Y') - top,
          width: said('Width') + left + right,
          height: said('Height') + top + bottom,
        },
        leastHeight: Number(/minimum size: \d+ by (\d+)/.exec(properties)?.[1]) + top + bottom,
        isOnTop: properties.includes('_NET_WM_STATE_ABOVE'),
      };
    },
    place({ x, y, width, height }) {
      const id = windowId();
      ask('xdotool', 'windowsize', '--sync', id, String(width), String(height));
      ask('xdotool', 'windowmove', '--sync', id, String(x), String(y));
    },
    move({ x, y }) {
      ask('xdotool', 'windowmove', '--sync', windowId(), String(x), String(y));
    },
    async end() {
      for (const child of [panel, manager]) child.kill('SIGKILL');
      server.kill();
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
