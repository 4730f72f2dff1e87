/** A line to the database that is cut at a COMMIT: before it has got there, or before its answer comes back. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type Cut = 'before it arrives' | 'before its answer arrives';

export async function openCutLine(url: string) {
  const line: { next: Cut | null; commits: number } = { next: null, commits: 0 };
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(url);
  const server = createServer((client) => {
    const onward = connect(Number(port), hostname);
    const cut = () => {
      client.resetAndDestroy();
      onward.destroy();
    };
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', cut);
    }
    let cutsAtAnswer = false;
    client.on('data', (bytes: Buffer) => {
      const cutsNow = bytes.includes('COMMIT\0') && line.next;
      if (bytes.includes('COMMIT\0')) line.commits += 1;
      if (cutsNow) line.next = null;
      if (cutsNow === 'before it arrives') return cut();
      cutsAtAnswer = cutsNow === 'before its answer arrives';
      onward.write(bytes);
    });
    onward.on('data', (bytes: Buffer) => {
      if (cutsAtAnswer) cut();
      else client.write(bytes);
    });
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
    /** At the next COMMIT alone. */
    cut(when: Cut): void {
      line.next = when;
    },
    /** How many have come by. */
    commits: () => line.commits,
  };
}
