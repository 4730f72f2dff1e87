/** The network address of whoever asks. No proxy stands before the reference, so no header is believed. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

export function peerAddress(c: Context): string {
  return getConnInfo(c).remote.address ?? 'unknown';
}
