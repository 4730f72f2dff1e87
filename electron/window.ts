/**
 * The one window and all of its hardening. Don't change anything here without the Electron security
 * guide at hand; the numbers are its items.
 */
import { BrowserWindow, app, protocol, session } from 'electron';
import { join } from 'node:path';
import { pageScheme, pageUrl, servePage } from './adapters/desktop/page.ts';
import type { Log } from './core/log.ts';
import { replaceLostPage } from './lost-page.ts';

/** To be called before the app is ready (18: a scheme of our own instead of file:). */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true } },
  ]);
}

/**
 * Every page there will ever be stays where it is and opens nothing (12, 13, 14). No session fetches a dictionary for a
 * spelling that nobody checks: Chromium would ask a server of Google's for it, at every start.
 */
export function lockDownPages(): void {
  app.on('session-created', (created) => {
    created.setSpellCheckerLanguages([]);
    created.setSpellCheckerEnabled(false);
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

export type OpenedWindow = {
  window: BrowserWindow;
  /** The page has its script. What main does before is in the way of that. */
  scripted: Promise<void>;
  /** The page has all it needs, whatever becomes of main. */
  running: Promise<void>;
};

/** Starts to load its page; on the screen it is when its place and its colours are known (start.ts). */
export function openWindow(distFolder: string, devTools: boolean, log: Log): OpenedWindow {
  const pages = session.defaultSession;
  // 5: the page needs no permission of any kind.
  pages.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  // Nothing is saved from a page, a blob or an address that carries its data among it.
  pages.on('will-download', (event) => event.preventDefault());
  servePage(pages.protocol, join(distFolder, 'page'));
  // 1: no request leaves through the page's session, whatever the page tries.
  pages.webRequest.onBeforeRequest((request, decide) => {
    const { protocol: scheme } = new URL(request.url);
    decide({ cancel: scheme !== `${pageScheme}:` && scheme !== 'devtools:' });
  });
  // What goes past that filter (WebRTC by TCP) is led to a port on this machine where nobody listens.
  void pages.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http://127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  });

  const window = new BrowserWindow({
    show: false,
    // The menu bar of Windows and Linux comes with the Alt key, and leaves the screen to the code.
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(distFolder, 'preload', 'preload.cjs'),
      sandbox: true, // 4
      contextIsolation: true, // 3
      nodeIntegration: false, // 2
      webSecurity: true, // 6
      webviewTag: false,
      spellcheck: false,
      devTools,
      navigateOnDragDrop: false,
    },
  });
  // Packets that no policy above governs; with no proxy for UDP there are none.
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  // Remote-support tools on Windows see a black window; elsewhere the system decides.
  window.setContentProtection(process.platform === 'win32');
  replaceLostPage(window, log);
  const { webContents } = window;
  const scripted = new Promise<void>((resolve) => {
    pages.webRequest.onCompleted(({ resourceType }) => {
      if (resourceType === 'script') resolve();
    });
    // Without a page there is a window still, and in time a page.
    webContents.once('render-process-gone', () => resolve());
    webContents.once('did-fail-load', () => resolve());
  });
  void window.loadURL(pageUrl);
  const running = new Promise<void>((resolve) => webContents.once('dom-ready', resolve));
  return { window, scripted, running };
}
