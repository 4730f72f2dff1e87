/** How the bank keeps log-in and confirmation passwords. */
import { createHook } from 'node:async_hooks';
import { scrypt, scryptSync } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { openPasswords } from '../../../bank/customers/password.ts';
import type { Passwords } from '../../../bank/customers/password.ts';

function passwords(places = 8): Passwords {
  const opened = openPasswords(places);
  onTestFinished(opened.close);
  return opened;
}

const fits = ({ withPlace }: Passwords, password: string, stored: string | null) =>
  withPlace((isRight) => isRight(password, stored));

it('the right password fits its hash, and another does not', async () => {
  const opened = passwords();
  const hash = await opened.hash('sample001');
  expect(await fits(opened, 'sample001', hash)).toBe(true);
  expect(await fits(opened, 'sample002', hash)).toBe(false);
});

it('a hash that was kept with other costs is read with them', async () => {
  const salt = Buffer.alloc(16, 7);
  const hash = scryptSync('sample001', salt, 32, { N: 2, r: 8, p: 2 });
  const stored = ['scrypt', 2, 8, 2, salt.toString('base64url'), hash.toString('base64url')];
  expect(await fits(passwords(), 'sample001', stored.join('$'))).toBe(true);
});

it('nothing fits where there is no hash', async () => {
  expect(await fits(passwords(), 'sample001', null)).toBe(false);
});

it('two hashes of one password differ, and neither holds it', async () => {
  const { hash } = passwords();
  const [one, two] = [await hash('sample001'), await hash('sample001')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('sample001');
});

it('no password is hashed in the threads that WebCrypto and the disk share', async () => {
  const started: string[] = [];
  const hook = createHook({ init: (_id, type) => started.push(type) }).enable();
  onTestFinished(() => void hook.disable());
  const opened = passwords();
  await fits(opened, 'sample001', await opened.hash('sample001'));
  expect(started).toContain('WORKER');
  expect(started).not.toContain('SCRYPTREQUEST');
  // What the test would see otherwise.
  await promisify<string, string, number, Buffer>(scrypt)('sample001', 'salt', 32);
  expect(started).toContain('SCRYPTREQUEST');
});

it('a place is free again after a password was looked at, and after a failure', async () => {
  const { withPlace } = passwords(1);
  const [first, second] = await Promise.all([
    withPlace(async (isRight) => isRight('sample001', null)),
    withPlace(async () => 'never looked at'),
  ]);
  expect([first, second]).toEqual([false, 'full']);
  await expect(withPlace((isRight) => isRight('sample001', 'void'))).rejects.toThrow('malformed');
  expect(await withPlace(async () => 'looked at')).toBe('looked at');
});

it('a hash that no thread can compute fails alone, and the next password is looked at', async () => {
  const opened = passwords();
  const impossible = 'scrypt$3$8$1$c2FsdA$aGFzaA';
  await expect(fits(opened, 'sample001', impossible)).rejects.toThrow('Invalid scrypt params');
  expect(await fits(opened, 'sample001', null)).toBe(false);
});

it('what still waits when the bank ends is refused', async () => {
  const opened = passwords();
  const left = [1, 2, 3].map((n) => fits(opened, `sample00${n}`, null));
  const ends = Promise.allSettled(left);
  await opened.close();
  expect(await ends).toEqual(
    left.map(() => expect.objectContaining({ status: 'rejected' }) as unknown),
  );
});
