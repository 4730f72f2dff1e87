/** Serves the page from app://bundle: files of one folder, and headers that let nothing else in. */
import type { IpcMainInvokeEvent, Protocol } from 'electron';
import { readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';

export const pageScheme = 'app';
export const pageHost = 'bundle';
export const pageUrl = `${pageScheme}://${pageHost}/index.html`;

/** Electron security guide, item 7. `style-src` has no 'unsafe-inline': styles come from our files. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Logos: an image runs nothing and fetches nothing.
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // Content Security Policy Level 3 §6.4, where the browser knows it.
  "webrtc 'block'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export type PageAnswer = { statusCode: 200 | 404; headers: Record<string, string>; data: Buffer };

const notFound: PageAnswer = { statusCode: 404, headers: {}, data: Buffer.alloc(0) };

/** The answer to a request for `app://bundle/…` from `folder`; anything else, and any way out of it, is 404. */
export function pageAnswer(folder: string, url: string): PageAnswer {
  const { host, pathname } = new URL(url);
  const contentType = contentTypes[extname(pathname)];
  const path = normalize(join(folder, decodePath(pathname)));
  if (host !== pageHost || contentType === undefined || !path.startsWith(folder + sep)) {
    return notFound;
  }
  try {
    const headers = {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    };
    return { statusCode: 200, headers, data: readFileSync(path) };
  } catch {
    return notFound;
  }
}

/**
 * Answers every request for the page. Where Electron still has `registerBufferProtocol`, by that: `handle` makes a
 * Request and a stream of each, whose library alone takes as long as the rest of the page (docs/performance.md).
 */
export function servePage(
  protocol: Pick<Protocol, 'handle'> & Partial<Pick<Protocol, 'registerBufferProtocol'>>,
  folder: string,
): void {
  if (protocol.registerBufferProtocol !== undefined) {
    protocol.registerBufferProtocol(pageScheme, ({ url }, answer) =>
      answer(pageAnswer(folder, url)),
    );
    return;
  }
  protocol.handle(pageScheme, ({ url }) => {
    const { statusCode, headers, data } = pageAnswer(folder, url);
    return new Response(new Uint8Array(data), { status: statusCode, headers });
  });
}

function decodePath(pathname: string): string {
  try {
    const decoded = decodeURIComponent(pathname);
    return /[\0\\]/.test(decoded) ? '' : decoded;
  } catch {
    return '';
  }
}

/**
 * Only the main frame of our own page may call (Electron security guide, item 17). Scheme and host are
 * compared, since `.origin` is 'null' for a scheme of our own. `detached` is not asked: it stays true
 * for a page that has crashed and come back.
 */
export function isOurPage(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame) return false;
  const { protocol: scheme, host } = new URL(frame.url);
  return scheme === `${pageScheme}:` && host === pageHost;
}
