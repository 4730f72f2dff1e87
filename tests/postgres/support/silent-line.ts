/** A line to the database on which nothing arrives any more, and nobody is told: as where a cable is pulled. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export async function openSilentLine(url: string) {
  let isSilent = false;
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(url);
  const server = createServer((client) => {
    const onward = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => {
        if (!isSilent) to.destroy();
      });
      from.on('data', (bytes: Buffer) => {
        if (!isSilent) to.write(bytes);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    fallSilent(): void {
      isSilent = true;
    },
    /** Those that were open stay as they are. */
    speakAgain(): void {
      isSilent = false;
    },
  };
}
