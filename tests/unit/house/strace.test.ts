/** How the power-cut tests read what a program did to its disk. */
import { expect, test } from 'vitest';
import { readLog } from '../../faults/support/strace.ts';

const hex = (text: string) => Buffer.from(text).toString('hex').replaceAll(/../g, '\\x$&');

test('a call that another thread’s cut in two is one call, at the place of its end', () => {
  const log = [
    `7 openat(AT_FDCWD, "${hex('/vault/vault.db')}", O_RDWR|O_CREAT, 0600 <unfinished ...>`,
    `8 write(1</dev/null>, "${hex('begun')}", 5) = 5`,
    '7 <... openat resumed>) = 17</vault/vault.db>',
    `7 pwrite64(17</vault/vault.db>, "${hex('record')}", 6, 4096 <unfinished ...>`,
    `8 pwrite64(18</elsewhere/file>, "${hex('other')}", 5, 0) = 5`,
    '7 <... pwrite64 resumed>) = 6',
  ].join('\n');
  expect(readLog(log, '/vault')).toEqual([
    { kind: 'said', text: 'begun' },
    { kind: 'create', path: '/vault/vault.db' },
    { kind: 'write', path: '/vault/vault.db', offset: 4096, bytes: Buffer.from('record') },
  ]);
});
