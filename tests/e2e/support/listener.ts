/** Hears every packet and connection that this machine gets on one port, by whichever of its own addresses. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

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
