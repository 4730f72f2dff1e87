/** One HTTPS request at a time: no redirect, no cookie, no cache, 64 KiB at most, an end in time. */
import { AppError } from '../../../shared/errors.ts';
import { maxBodyBytes } from '../../../shared/protocol.ts';

export type HttpRequest = {
  url: string;
  method: 'GET' | 'POST';
  contentType?: string;
  body?: string;
  maxBytes?: number;
};
export type HttpAnswer = { status: number; contentType: string; body: string };
/**
 * Throws AppError for every fault between here and there: connection-unsafe where TLS was refused,
 * proxy-password where a proxy wants one, offline for all others.
 */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * `fetch` is Electron's, which follows the system's proxy, or node's in tests.
 * Plain http is taken for loopback addresses alone, and only where `allowLoopback` says so (demo builds).
 */
export function openHttp(options: {
  fetch: Fetch;
  allowLoopback: boolean;
  timeoutMs: number;
}): Http {
  return async function http({ url, method, contentType, body, maxBytes = maxBodyBytes }) {
    if (!isAllowed(url, options.allowLoopback)) throw new AppError('offline');
    try {
      const response = await options.fetch(url, {
        method,
        headers: contentType === undefined ? {} : { 'content-type': contentType },
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      if (response.status === 407) throw new AppError('proxy-password');
      return {
        status: response.status,
        contentType: mediaType(response.headers.get('content-type') ?? ''),
        body: await readText(response, maxBytes),
      };
    } catch (cause) {
      throw cause instanceof AppError ? cause : new AppError(faultCode(cause), { cause });
    }
  };
}

/** Without its parameters, and in small letters, which mean the same (RFC 9110 §8.3.1). */
function mediaType(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

export function isAllowed(url: string, allowLoopback: boolean): boolean {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  return (
    allowLoopback && protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
  );
}

/** Chromium's errors are `net::ERR_…` messages; node's have a code, often in their cause. */
function faultCode(error: unknown): 'offline' | 'connection-unsafe' | 'proxy-password' {
  const names: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    names.push('code' in each ? String(each.code) : '', each.message);
  }
  const all = names.filter((name) => /^(net::)?[A-Z0-9_]+$/.test(name)).join(' ');
  if (/PROXY_AUTH/.test(all)) return 'proxy-password';
  return /CERT|SSL|TLS|UNABLE_TO_VERIFY|EPROTO/.test(all) ? 'connection-unsafe' : 'offline';
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const body: ReadableStream<Uint8Array> = response.body;
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by an error ends the transfer.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw new AppError('offline', { cause: new Error('body too long') });
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
}
