/**
 * What the app is made of, put together while Chromium starts the window's page: nothing of this holds up the window,
 * and all of it is there before the page asks.
 */
import * as electron from 'electron';
import { app, ipcMain, screen } from 'electron';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { applyAppearance, paperColor } from './adapters/desktop/appearance.ts';
import { openClipboard } from './adapters/desktop/clipboard.ts';
import type { ClipboardItemClass } from './adapters/desktop/clipboard.ts';
import { isOurPage } from './adapters/desktop/page.ts';
import type { Links } from './adapters/desktop/links.ts';
import { openWindowBounds } from './adapters/desktop/window-bounds.ts';
import { openJsonFile } from './adapters/files/json-file.ts';
import { openNetworkSession } from './adapters/institution/network-session.ts';
import type { LocalState } from './adapters/vault/keys/windows-local-state.ts';
import { compose, quietAfterMs } from './compose.ts';
import { isRelease } from './build-flavour.ts';
import type { Log } from './core/log.ts';
import { openDoor } from './ipc.ts';
import { followSystem } from './system-events.ts';
import { createClock } from './use-cases/clock.ts';
import { createSettings } from './use-cases/settings.ts';
import { readPolicy } from './use-cases/policy/read-policy.ts';
import type { PolicySource } from './use-cases/policy/read-policy.ts';
import type { OpenedWindow } from './window.ts';

export async function start(parts: {
  opened: OpenedWindow;
  distFolder: string;
  folder: string;
  localState: LocalState | null;
  links: Links;
  policy: Promise<PolicySource>;
  log: Log;
}): Promise<void> {
  const { opened, folder, log } = parts;
  const { window, running } = opened;
  const wallMs = () => Date.now();
  const monotonicMs = () => performance.now();
  const clock = createClock({ wallMs, monotonicMs, log });
  const settings = createSettings({ file: openJsonFile(join(folder, 'settings.json')), log });

  const place = openJsonFile(join(folder, 'window.json'));
  const bounds = openWindowBounds({ file: place, screen, settings: settings.current, log });
  const shape = bounds.follow(window);
  window.setBackgroundColor(paperColor(settings.current().theme));
  window.show();

  const setByInstitution = readPolicy(await parts.policy, { takesLoopback: !isRelease, log });
  settings.bind(setByInstitution.policy);

  // Missing before Electron 44, where naming it in the import would not link.
  const { ClipboardItem } = electron as { ClipboardItem?: ClipboardItemClass };
  const clipboard = openClipboard(electron.clipboard, ClipboardItem, process.platform);
  const network = openNetworkSession(electron.session, log);
  const own = { wallMs, monotonicMs, clock, settings, clipboard, network, setByInstitution };
  const session = compose({ ...parts, ...own, window, ...shape, pageRuns: running });
  openDoor({ ipcMain, isOurPage, handlers: session.handlers, log });
  const menus = { locale: app.getLocale(), choose: settings.choose };
  const showSettings = () => applyAppearance(window, settings.current(), menus);
  showSettings();
  settings.onChange(() => {
    showSettings();
    shape.settingsChanged();
    session.announce();
  });
  parts.links.onChange(session.announce);
  // A page that comes back after a crash begins in the full window.
  window.webContents.on('render-process-gone', () => {
    shape.takeShape('full');
    void session.handlers.coverCode({ covered: false });
  });
  followSystem({ window, session, clock, clipboard, network, log });

  await session.start();
  setTimeout(() => void session.backgroundSync(), quietAfterMs);
}
