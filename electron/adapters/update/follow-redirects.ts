/** A vendor's server of files often sends on to one that holds the copies: a few times, and each address by the rule of the first. */
import { AppError } from '../../../shared/errors.ts';
import { isAllowed } from '../institution/http.ts';

/** With `redirect: 'manual'` it hands over where it is sent, and goes nowhere by itself. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * The answer of the address that has the file. Throws AppError('update-unreachable') where it is sent to an address that is
 * not allowed, to none, or on and on.
 */
export async function followRedirects(
  url: string,
  init: RequestInit,
  { fetch, allowLoopback }: { fetch: Fetch; allowLoopback: boolean },
): Promise<Response> {
  let address = url;
  for (let count = 0; count <= mostRedirects; count += 1) {
    if (!isAllowed(address, allowLoopback)) throw unreachable('address not allowed');
    const response = await fetch(address, { ...init, redirect: 'manual' });
    if (!redirects.has(response.status)) return response;
    await response.body?.cancel();
    // It may be relative to the one that sent it (RFC 9110 §10.2.2).
    const location = response.headers.get('location') ?? '';
    if (location === '' || !URL.canParse(location, address)) throw unreachable('sent to nowhere');
    address = new URL(location, address).href;
  }
  throw unreachable('sent on and on');
}

const unreachable = (reason: string) =>
  new AppError('update-unreachable', { cause: new Error(reason) });
