/** Ends what was opened and what is under way, within a time. */
import type { ServerType } from '@hono/node-server';
import type { Log } from '../log.ts';

/** What is to be ended, the first last. */
export type Endings = (() => unknown)[];

/** Opens what has to be ended; where it throws, nothing is left open. */
export async function openToEnd<T extends object>(
  open: (endings: Endings) => Promise<T>,
): Promise<T & { close: () => Promise<void> }> {
  const endings: Endings = [];
  const close = async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  };
  try {
    return { ...(await open(endings)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Requests under way are finished, those of slow clients only for a while; connections kept open by idle
 * clients are not waited for.
 */
export async function stopServer(server: ServerType, graceMs: number, log: Log): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  await atMost(graceMs, closed, () => log.info('end: open connections cut off'));
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
}

/** Waits for the work, but no longer; then says so. */
export async function atMost(ms: number, work: Promise<void>, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      late();
      resolve();
    }, ms);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}

/** Ends the program at the system's word. What a mail server or a slow client still holds open ends with the process. */
export function endAtSignals(server: { close(): Promise<void> }, log: Log): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => endProgram(server, signal, log));
  }
}

export function endProgram(server: { close(): Promise<void> }, reason: string, log: Log): void {
  log.info(`end: ${reason}`);
  server.close().then(
    () => {
      log.info('end: done');
      process.exit();
    },
    (error: unknown) => {
      log.error('end: failed', error);
      process.exit(1);
    },
  );
}
