/** Which arguments a release refuses to run with. */
import { expect, test } from 'vitest';
import { refusedArgument } from '../../../electron/core/switches.ts';

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--ignore-certificate-errors',
  '--proxy-server=127.0.0.1:8080',
  '--proxy-pac-url=http://example.test/',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--load-extension=/tmp/x',
  '--no-sandbox',
  '--js-flags=--expose-gc',
  '--user-data-dir=/tmp/x',
  '--password-store=basic',
  '--ssl-key-log-file=/tmp/x',
  '--log-net-log=/tmp/x',
  '--disable-web-security',
  '-remote-debugging-port=9222',
  '-r',
])('%s is refused', (argument) => {
  expect(refusedArgument(['ordinary', argument], false)).toBe(argument);
});

test('on Windows a slash begins a switch, elsewhere a path', () => {
  expect(refusedArgument(['/remote-debugging-port=9222'], true)).not.toBeNull();
  expect(refusedArgument(['/home/someone/file'], false)).toBeNull();
});

test('what installers and systems add is taken', () => {
  expect(refusedArgument(['--updated', '--force-run', '-psn_0_12345'], true)).toBeNull();
});
