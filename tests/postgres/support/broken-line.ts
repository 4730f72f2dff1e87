/** Lines to the database that break, or lead to another. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Returns the database's address through it. `join` hands on what one side says to the other; `leadsTo` is looked at by each
 * who comes.
 */
async function openLine(
  url: string,
  join: (client: Socket, onward: Socket) => void,
  leadsTo = () => url,
): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const { hostname, port } = new URL(leadsTo());
    const onward = connect(Number(port), hostname);
    for (const socket of [client, onward]) sockets.add(socket);
    join(client, onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return through.href;
}

export type Cut = 'before it arrives' | 'before its answer arrives';

/** One that is cut at a COMMIT: before it has got there, or before its answer comes back. */
export async function openCutLine(url: string) {
  const line: { next: Cut | null; commits: number } = { next: null, commits: 0 };
  const through = await openLine(url, (client, onward) => {
    const cut = () => {
      client.resetAndDestroy();
      onward.destroy();
    };
    for (const socket of [client, onward]) {
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
  return {
    url: through,
    /** At the next COMMIT alone. */
    cut(when: Cut): void {
      line.next = when;
    },
    /** How many have come by. */
    commits: () => line.commits,
  };
}

/** One on which nothing arrives any more, and nobody is told: as where a cable is pulled. */
export async function openSilentLine(url: string) {
  let isSilent = false;
  const through = await openLine(url, (client, onward) => {
    for (const [from, to] of [
      [client, onward],
      [onward, client],
    ] as const) {
      from.on('error', () => from.destroy());
      from.on('close', () => {
        if (!isSilent) to.destroy();
      });
      from.on('data', (bytes: Buffer) => {
        if (!isSilent) to.write(bytes);
      });
    }
  });
  return {
    url: through,
    fallSilent(): void {
      isSilent = true;
    },
    /** Those that were open stay as they are. */
    speakAgain(): void {
      isSilent = false;
    },
  };
}

/** One address for a server and its standby, as a balancer's: who comes after `turn` comes to the other. */
export async function openTurnedLine(url: string) {
  let leadsTo = url;
  const through = await openLine(
    url,
    (client, onward) => {
      for (const [from, to] of [
        [client, onward],
        [onward, client],
      ] as const) {
        from.on('error', () => from.destroy());
        from.on('close', () => to.destroy());
        from.pipe(to);
      }
    },
    () => leadsTo,
  );
  return {
    url: through,
    turn(other: string): void {
      leadsTo = other;
    },
  };
}
