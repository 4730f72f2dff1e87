/**
 * The network address of whoever asks. What a header says is believed only from the proxies that the
 * institution names (`--trusted-proxies`), and no further than they could see.
 */
import type { IncomingMessage } from 'node:http';
import { BlockList, SocketAddress, isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { readForwarded, readForwardedFor } from './forwarded.ts';

/** What node-server gives each request, and the address that was found for it. */
export type PeerBindings = HttpBindings & { peer: string };

export function peerAddress(c: Context): string {
  return (c.env as PeerBindings).peer;
}

/** What limits count as one address: of IPv6 the /64 that every home has to itself (RFC 6177). */
export function peerNetwork(c: Context): string {
  return networkOf(peerAddress(c));
}

export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = [], tail = []] = address
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}

/** Throws on what is no list of addresses and networks such as `10.0.0.0/8,127.0.0.1,fd00::/8`. */
export function readTrustedProxies(list: string): BlockList {
  const trusted = new BlockList();
  for (const entry of list.split(',').map((part) => part.trim())) {
    const [, text = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const address = plainAddress(text);
    // As written: a length counted for IPv6 says something else of a mapped IPv4 address.
    const isMapped = isIP(text) !== (address === null ? 0 : isIP(address));
    if (address === null || (bits !== undefined && isMapped)) throw new Error('not addresses');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    // node throws where the length does not fit the family.
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  return trusted;
}

/** Finds the address once a request. Without trusted proxies it is always the other end of the connection. */
export function createPeerFinder(
  trusted: BlockList | null,
): (incoming: Pick<IncomingMessage, 'socket' | 'headers'>) => string {
  const isTrusted = (address: string) => trusted?.check(address, familyOf(address)) === true;
  return ({ socket, headers }) => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    if (peer === null) return 'unknown';
    if (!isTrusted(peer)) return peer;
    const told = [
      ...(headers.forwarded === undefined ? [] : [readForwarded(headers.forwarded)]),
      ...(headers['x-forwarded-for'] === undefined
        ? []
        : [readForwardedFor(String(headers['x-forwarded-for']))]),
    ].map((path) => nearestStranger(path, isTrusted));
    // A proxy that writes one of the two hands the client's own other one on.
    const [first] = told;
    return first !== undefined && told.every((one) => one === first) ? (first ?? peer) : peer;
  };
}

/** From the right, each proxy having added whom it saw; null where one of them can't be read. */
function nearestStranger(
  path: readonly (string | null)[] | null,
  isTrusted: (address: string) => boolean,
): string | null {
  let nearest: string | null = null;
  for (const node of path?.toReversed() ?? []) {
    nearest = node === null ? null : plainAddress(node);
    if (nearest === null || !isTrusted(nearest)) return nearest;
  }
  return nearest;
}

/** One spelling for each address, IPv4 in IPv6 (RFC 4291 §2.5.5.2) as IPv4; null if it is none. */
function plainAddress(text: string): string | null {
  const [bare = ''] = text.split('%');
  const family = isIP(bare);
  if (family === 0) return null;
  if (family === 4) return bare;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  const mapped = address.replace(/^::ffff:/, '');
  return isIP(mapped) === 4 ? mapped : address;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
