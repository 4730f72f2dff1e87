/** The body of a request, as far as it is read. */
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { maxBodyBytes } from '../../shared/protocol.ts';
import type { PeerBindings } from '../service/peer.ts';
import { StorageTrouble } from '../service/storage/work.ts';

/**
 * At most the limit, the protocol's as a rule, and one byte; what comes after is not read. Never as a web stream, which costs
 * more than all else that is done for a small message.
 */
export async function readBody(
  c: Context,
  maxBytes = maxBodyBytes,
): Promise<{ bytes: Buffer; complete: boolean }> {
  const { incoming } = c.env as PeerBindings;
  const { 'content-length': told, 'transfer-encoding': encoding } = incoming.headers;
  // node:http reads no more than it was told.
  if (encoding === undefined && Number(told ?? 0) <= maxBytes) {
    return { bytes: await wholeBody(incoming), complete: true };
  }
  const chunks: Buffer[] = [];
  let length = 0;
  // The connection stays, to be answered on.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks), complete: length <= maxBytes };
}

/** Whether who asked has gone before all of the body was there, or was too slow: there is nobody to answer. */
export function isBrokenOff(error: unknown): boolean {
  // A connection to the database that is cut off has the same code.
  if (!(error instanceof Error) || error instanceof StorageTrouble) return false;
  return 'code' in error && error.code === 'ECONNRESET';
}

/** Rejects where the connection is cut off before. */
function wholeBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const closed = () => {
      if (incoming.readableEnded) return;
      reject(incoming.errored ?? Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    };
    if (incoming.destroyed) closed();
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => {
      const [only] = chunks;
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    incoming.once('close', closed);
  });
}
