/** What the system tells the app, and what the app does by the clock: sleep, locked screens, second starts, the end. */
import { app, net, powerMonitor } from 'electron';
import type { BrowserWindow } from 'electron';
import type { CodeClipboard } from './adapters/desktop/clipboard.ts';
import { sightOf } from './adapters/desktop/sight.ts';
import type { NetworkSession } from './adapters/institution/network-session.ts';
import type { Log } from './core/log.ts';
import { startPulse } from './core/pulse.ts';
import { onQuit } from './quit.ts';
import type { Session } from './session.ts';
import type { AppClock } from './use-cases/clock.ts';

/** As Chromium calls the process. */
const networkService = 'network.mojom.NetworkService';
const hourMs = 60 * 60 * 1000;

export function followSystem(parts: {
  window: BrowserWindow;
  session: Session;
  clock: AppClock;
  clipboard: CodeClipboard;
  network: NetworkSession;
  log: Log;
}): void {
  const { window, session, clock, clipboard, network, log } = parts;
  const stillShut = (error: unknown) => log('still-shut', error);

  const comeToFront = () => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  app.on('second-instance', comeToFront);
  // A link on macOS.
  app.on('open-url', comeToFront);

  app.on('child-process-gone', (_event, { type, serviceName, reason }) => {
    if (reason === 'clean-exit') return;
    log(`${type} gone`);
    if (serviceName !== networkService) return;
    network.renew();
    // What waits for an answer need not wait for its turn.
    void session.backgroundSync();
  });

  powerMonitor.on('suspend', () => {
    clock.suspended();
    session.lock();
  });
  powerMonitor.on('resume', () => {
    clock.resumed();
    void session.backgroundSync();
  });
  powerMonitor.on('lock-screen', session.lock);
  powerMonitor.on('unlock-screen', () => void session.personIsBack().catch(stillShut));

  const pulse = startPulse({
    sight: () => sightOf(window),
    watchClock() {
      if (clock.checkForJump()) void session.backgroundSync();
    },
    upkeep() {
      const dueInSeconds = session.idle(() => powerMonitor.getSystemIdleTime());
      session.tryAgain().catch(stillShut);
      if (net.isOnline()) void session.resend();
      return dueInSeconds;
    },
  });
  window.on('show', pulse.seenOrHidden);
  window.on('hide', pulse.seenOrHidden);
  window.on('restore', pulse.seenOrHidden);
  window.on('minimize', pulse.seenOrHidden);
  window.on('focus', pulse.seenOrHidden);
  setInterval(() => void session.backgroundSync(), 6 * hourMs);

  onQuit({ clipboard, close: session.close, log });
}
