/**
 * The one window and all of its hardening. Don't change anything here without the Electron security
 * guide at hand; the numbers are its items.
 */
import { BrowserWindow, app, protocol, session } from 'electron';
import { join } from 'node:path';
import type { Rectangle, Size } from './core/window-size.ts';
import { pageScheme, pageUrl, servePage } from './adapters/desktop/page.ts';

/** To be called before the app is ready (18: a scheme of our own instead of file:). */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true } },
  ]);
}

/** Every page there will ever be stays where it is and opens nothing (12, 13, 14). */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

export function openWindow(options: {
  distFolder: string;
  devTools: boolean;
  title: string;
  bounds: Rectangle;
  least: Size;
  backgroundColor: string;
}): BrowserWindow {
  const pages = session.defaultSession;
  // 5: the page needs no permission of any kind.
  pages.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  // Nothing is saved from a page, a blob or an address that carries its data among it.
  pages.on('will-download', (event) => event.preventDefault());
  if (!pages.protocol.isProtocolHandled(pageScheme)) {
    pages.protocol.handle(pageScheme, (request) =>
      servePage(join(options.distFolder, 'page'), request.url),
    );
  }
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
    ...options.bounds,
    minWidth: options.least.width,
    minHeight: options.least.height,
    backgroundColor: options.backgroundColor,
    // The menu bar of Windows and Linux comes with the Alt key, and leaves the screen to the code.
    autoHideMenuBar: true,
    show: false,
    title: options.title,
    webPreferences: {
      preload: join(options.distFolder, 'preload', 'preload.cjs'),
      sandbox: true, // 4
      contextIsolation: true, // 3
      nodeIntegration: false, // 2
      webSecurity: true, // 6
      webviewTag: false,
      spellcheck: false,
      devTools: options.devTools,
      navigateOnDragDrop: false,
    },
  });
  // Packets that no policy above governs; with no proxy for UDP there are none.
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  // Remote-support tools on Windows see a black window; elsewhere the system decides.
  window.setContentProtection(process.platform === 'win32');
  window.once('ready-to-show', () => window.show());
  // A page that crashed comes back by itself; all of its state is main's. Not within the event, where
  // Electron still tears the old one down.
  window.webContents.on('render-process-gone', () => {
    setImmediate(() => void window.loadURL(pageUrl));
  });
  void window.loadURL(pageUrl);
  return window;
}

/** Resolves when the window is on the screen, or will never be. */
export async function isShown(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed() || window.isVisible()) return;
  await new Promise<void>((resolve) => {
    window.once('show', resolve);
    window.once('closed', resolve);
  });
}
