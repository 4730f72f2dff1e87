/** Ports that nobody takes by chance while their server is away: from below those that systems give out. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Vitest's number of this process among those that run at once. */
const from = 10_000 + 1000 * Number(process.env['VITEST_POOL_ID'] ?? 0);
let given = 0;

/** On which nobody listens; another one at each call. */
export async function ownPort(): Promise<number> {
  for (;;) {
    const port = from + (given++ % 1000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
