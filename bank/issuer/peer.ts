/**
 * The network address of whoever asks. No header is believed: behind a proxy (`--public-url`) it is the
 * proxy's, and limits per address must then be the proxy's business too.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

export function peerAddress(c: Context): string {
  return getConnInfo(c).remote.address ?? 'unknown';
}
