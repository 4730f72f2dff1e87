/** Whose address counts, behind proxies and without. */
import { describe, expect, test } from 'vitest';
import { createPeerFinder, networkOf, readTrustedProxies } from '../../../bank/service/peer.ts';

const trusted = readTrustedProxies('127.0.0.1, 10.0.0.0/8, fd00::/8');

function found(
  remoteAddress: string | undefined,
  headers: Record<string, string>,
  proxies: typeof trusted | null = trusted,
): string {
  return createPeerFinder(proxies)({ socket: { remoteAddress }, headers } as never);
}

const behindProxy: [string, string | null, string | null, string][] = [
  // Why, X-Forwarded-For, Forwarded, the address that counts for a request from 127.0.0.1
  ['no header', null, null, '127.0.0.1'],
  ['one client', '192.0.2.1', 'for=192.0.2.1', '192.0.2.1'],
  [
    'what the client made up is to the left',
    '6.6.6.6, 192.0.2.1',
    'for=6.6.6.6, for=192.0.2.1',
    '192.0.2.1',
  ],
  ['trusted proxies are passed', '192.0.2.1, 10.1.2.3', 'for=192.0.2.1,for=10.1.2.3', '192.0.2.1'],
  ['trusted ones alone', '10.9.9.9, 10.1.2.3', 'for=10.9.9.9, for=10.1.2.3', '10.9.9.9'],
  ['IPv6', '2001:db8::1', 'for="[2001:db8::1]"', '2001:db8::1'],
  ['IPv6 in another spelling', '2001:DB8:0:0::1', 'for="[2001:DB8:0:0::1]"', '2001:db8::1'],
  ['IPv4 in IPv6', '::ffff:192.0.2.1', 'for="[::ffff:c000:201]"', '192.0.2.1'],
  ['a trusted proxy as IPv4 in IPv6', '192.0.2.1, ::ffff:10.1.2.3', null, '192.0.2.1'],
  ['ports', '192.0.2.1:4711', 'for="192.0.2.1:4711"', '192.0.2.1'],
  ['IPv6 with a port', '[2001:db8::1]:4711', 'for="[2001:db8::1]:4711"', '2001:db8::1'],
  ['other parameters', null, 'by=_x;For=192.0.2.1;proto=https;host="a, for=6.6.6.6"', '192.0.2.1'],
  ['escapes', null, 'for="192.0\\.2.1"', '192.0.2.1'],
  ['no address', 'unknown', 'for=unknown', '127.0.0.1'],
  ['a hidden one', '_hidden', 'for=_hidden', '127.0.0.1'],
  ['rubbish nearest', '192.0.2.1, x', 'for=192.0.2.1, x', '127.0.0.1'],
  ['rubbish behind a proxy', 'x, 10.1.2.3', 'for=x, for=10.1.2.3', '127.0.0.1'],
  ['rubbish from the client itself', 'x, 192.0.2.1', null, '192.0.2.1'],
  ['nothing in it', '', '', '127.0.0.1'],
  ['no for', null, 'proto=https', '127.0.0.1'],
  ['two fors', null, 'for=192.0.2.1;for=192.0.2.2', '127.0.0.1'],
  ['a quotation mark that swallows', null, 'for=6.6.6.6;x=", for=192.0.2.1', '127.0.0.1'],
  ['one that meets the proxy’s', null, 'for=6.6.6.6;x=", for="[2001:db8::1]"', '127.0.0.1'],
  ['a client’s own Forwarded', '192.0.2.1', 'for=6.6.6.6', '127.0.0.1'],
  ['a client’s own X-Forwarded-For', '6.6.6.6', 'for=192.0.2.1', '127.0.0.1'],
];

describe('behind a trusted proxy', () => {
  test.each(behindProxy)('%s', (_why, forwardedFor, forwarded, expected) => {
    const headers = {
      ...(forwardedFor === null ? {} : { 'x-forwarded-for': forwardedFor }),
      ...(forwarded === null ? {} : { forwarded }),
    };
    expect(found('127.0.0.1', headers)).toBe(expected);
    expect(found('::ffff:127.0.0.1', headers)).toBe(expected);
  });

  test.each(behindProxy)('from anybody else no header counts: %s', (_why, xff, forwarded) => {
    const headers = { 'x-forwarded-for': xff ?? '', forwarded: forwarded ?? '' };
    expect(found('198.51.100.7', headers)).toBe('198.51.100.7');
    expect(found('127.0.0.1', headers, null)).toBe('127.0.0.1');
    expect(found(undefined, headers)).toBe('unknown');
  });
});

test.each([
  '',
  ',',
  'proxy.example',
  '10.0.0.0/33',
  'fd00::/129',
  '10.0.0.0/',
  '10.0.0/8',
  '127.0.0.1,',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '::ffff:10.0.0.0/8',
  '*',
  '127.0.0.1:80',
])('“%s” is no list of proxies', (list) => {
  expect(() => readTrustedProxies(list)).toThrow(/./);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001::3:4:5:6:7', '2001:0:0:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('limits count %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
