/** Hears what this machine gets on one port, by whichever of its own addresses, and what an app asks its name server. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

export type Listener = Awaited<ReturnType<typeof listen>>;

export async function listen() {
  const heard: string[] = [];
  const own = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  const tcp = createServer((socket) => {
    heard.push('tcp');
    socket.on('error', () => {}).destroy();
  });
  tcp.listen(0, '0.0.0.0');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', () => heard.push('udp'));
  udp.bind(port, '0.0.0.0');
  await once(udp, 'listening');
  return {
    heard,
    hosts: ['127.0.0.1', ...(own === undefined ? [] : [own.address])].map(
      (address) => `${address}:${port}`,
    ),
    close() {
      tcp.close();
      udp.close();
    },
  };
}

/** The name server that `launch` gives the app, as the only one. */
export async function listenForNames(home: { path: string }) {
  const heard: string[] = [];
  const server = createSocket('udp4', (message) => heard.push(askedIn(message)));
  server.bind(53, nameServer);
  await once(server, 'listening');
  const through = join(home.path, 'with-name-server.sh');
  writeFileSync(through, withNameServer, { mode: 0o755 });
  const resolver = join(home.path, 'resolv.conf');
  writeFileSync(resolver, `nameserver ${nameServer}\n`, { mode: 0o644 });
  return { heard, launch: { through, env: { RESOLVER: resolver } }, close: () => server.close() };
}

const nameServer = '127.0.0.77';

/** The name in a question of DNS (RFC 1035 §4.1.2), which begins behind twelve bytes. */
function askedIn(message: Buffer): string {
  const labels: string[] = [];
  for (let at = 12, length = message[at]; length; length = message[at]) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.');
}

/** A mount table of its own, and in the second name space itself again, since Chromium does not run for root. */
const withNameServer = `#!/bin/sh
user=$(id -u) group=$(id -g)
exec unshare --map-root-user --mount sh -c '
  user=$1 group=$2
  shift 2
  mount --bind "$RESOLVER" /etc/resolv.conf &&
    exec unshare --map-user="$user" --map-group="$group" "$APP" "$@"' sh "$user" "$group" "$@"
`;
