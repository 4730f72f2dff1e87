/** The passcode: what it shuts, who may try how often, and that changing it leaves nothing behind. */
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { createHash, scrypt } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { passcodeCost } from '../../../electron/adapters/vault/keys/key-slot.ts';
import { rfcSecret } from '../../fakes/app/records.ts';
import { codeOf, id, otherId, outcome, tamper, vaultPlace } from '../../fakes/app/vault.ts';

const passcode = '271828';
const other = '314159';

async function lockedPlace() {
  const place = vaultPlace();
  const { fill } = place;
  await fill([id, otherId]);
  const vault = await place.open();
  await vault.lock.changePasscode(null, passcode);
  vault.close();
  return place;
}

test('with a passcode the vault opens shut: no token, no name, no secret', async () => {
  const { open } = await lockedPlace();
  const vault = await open();
  expect(vault.lock.isLocked()).toBe(true);
  expect(() => vault.tokens()).toThrow('vault-locked');
  expect(() => vault.attempts()).toThrow('vault-locked');
  expect(() => codeOf(vault)).toThrow('vault-locked');
  expect(() => vault.removeToken(id)).toThrow('vault-locked');
});

test('the right passcode opens it, and locking shuts it again', async () => {
  const { open } = await lockedPlace();
  const vault = await open();
  await vault.lock.unlock(passcode);
  expect(codeOf(vault)).toBe('287082');
  vault.lock.lock();
  expect(() => codeOf(vault)).toThrow('vault-locked');
});

test('after locking the data key is gone from the buffer that held it', async () => {
  const { open } = await lockedPlace();
  const vault = await open();
  await vault.lock.unlock(passcode);
  const held = vault.lock.records();
  const place = { id, state: 'stored', version: 1 };
  const sealed = held.seal('token', 'secret', place, rfcSecret());
  expect(held.open('token', 'secret', place, sealed)).toEqual(Buffer.from(rfcSecret()));
  vault.lock.lock();
  expect(held.open('token', 'secret', place, sealed)).toBeNull();
});

test('five tries are free; after them the wait grows, and outlasts a restart', async () => {
  const { clock, open } = await lockedPlace();
  let vault = await open();
  const waits: unknown[] = [];
  for (let tried = 1; tried <= 8; tried += 1) {
    expect(await outcome(vault.lock.unlock(other))).toBe('wrong-passcode');
    const { retryAt, triesLeft } = vault.lock.state();
    waits.push([triesLeft, retryAt === null ? null : retryAt - clock.now]);
    vault.close();
    vault = await open();
    expect(vault.lock.state()).toEqual({ retryAt, triesLeft });
    if (retryAt === null) continue;
    clock.now = retryAt - 1;
    expect(await outcome(vault.lock.unlock(passcode))).toBe('passcode-wait');
    clock.now = retryAt;
  }
  expect(waits).toEqual([
    [4, null],
    [3, null],
    [2, null],
    [1, null],
    [0, 30_000],
    [0, 60_000],
    [0, 120_000],
    [0, 240_000],
  ]);
  await vault.lock.unlock(passcode);
  expect(vault.lock.state()).toEqual({ retryAt: null, triesLeft: 5 });
});

const day = 86_400_000;

test.each([
  ['a day', day],
  ['ten years', 3650 * day],
])(
  'the clock was %s ahead at the fifth try: put right, the wait is half a minute',
  async (_how, aheadMs) => {
    const { clock, open } = await lockedPlace();
    const vault = await open();
    clock.now += aheadMs;
    for (let tried = 1; tried <= 5; tried += 1) await outcome(vault.lock.unlock(other));
    clock.now -= aheadMs;
    const freeAt = clock.now + 30_000;
    expect(vault.lock.state().retryAt).toBe(freeAt);
    vault.close();

    const again = await open();
    clock.now = freeAt - 1;
    expect(again.lock.state().retryAt).toBe(freeAt);
    expect(await outcome(again.lock.unlock(passcode))).toBe('passcode-wait');
    clock.now = freeAt;
    expect(again.lock.state().retryAt).toBeNull();
    await again.lock.unlock(passcode);
    expect(codeOf(again)).toBe('287082');
  },
);

test('the clock was behind at the fifth try: put right, the passcode is taken at once', async () => {
  const { clock, open } = await lockedPlace();
  const vault = await open();
  clock.now = day;
  for (let tried = 1; tried <= 5; tried += 1) await outcome(vault.lock.unlock(other));
  clock.now = 3 * day;
  await vault.lock.unlock(passcode);
  expect(vault.lock.isLocked()).toBe(false);
});

test('two tries at once are one after the other', async () => {
  const { open } = await lockedPlace();
  const vault = await open();
  const outcomes = await Promise.all(
    [other, other].map((each) => outcome(vault.lock.unlock(each))),
  );
  expect(new Set(outcomes)).toEqual(new Set(['busy', 'wrong-passcode']));
});

test('a key store that is away takes no try', async () => {
  const { ring, open } = await lockedPlace();
  const vault = await open();
  ring.available = false;
  expect(await outcome(vault.lock.unlock(passcode))).toBe('key-store-locked');
  expect(vault.lock.state().triesLeft).toBe(5);
  ring.available = true;
  await vault.lock.unlock(passcode);
});

test('a passcode is changed only by who knows it', async () => {
  const { open } = await lockedPlace();
  const vault = await open();
  await vault.lock.unlock(passcode);
  expect(await outcome(vault.lock.changePasscode(other, other))).toBe('wrong-passcode');
  expect(await outcome(vault.lock.changePasscode(null, null))).toBe('wrong-passcode');
  await vault.lock.changePasscode(passcode, other);
  vault.close();
  const again = await open();
  expect(await outcome(again.lock.unlock(passcode))).toBe('wrong-passcode');
  await again.lock.unlock(other);
  expect(codeOf(again, otherId)).toBe('287082');
});

test('after a change no backup opens with the old passcode', async () => {
  const { folder, path, open, backups } = await lockedPlace();
  const vault = await open();
  await vault.lock.unlock(passcode);
  await vault.lock.changePasscode(passcode, other);
  vault.close();
  for (const name of backups()) {
    copyFileSync(join(folder, 'backup', name), path);
    const copy = await open();
    expect(await outcome(copy.lock.unlock(passcode))).toBe('wrong-passcode');
    copy.close();
  }
  expect(backups().length).toBeGreaterThan(0);
});

test('setting and removing a passcode makes a new data key', async () => {
  const place = vaultPlace();
  await place.fill();
  const wrapped = () => createHash('sha256').update(readFileSync(place.path)).digest('hex');
  const vault = await place.open();
  const seen = [wrapped()];
  await vault.lock.changePasscode(null, passcode);
  seen.push(wrapped());
  await vault.lock.changePasscode(passcode, null);
  seen.push(wrapped());
  expect(new Set(seen).size).toBe(3);
  vault.close();
  const again = await place.open();
  expect(again.lock.isLocked()).toBe(false);
  expect(codeOf(again)).toBe('287082');
});

test('a key slot that broke is not taken for a wrong passcode: a backup mends it', async () => {
  const { path, open } = await lockedPlace();
  tamper(path, 'UPDATE key_slot SET wrapped_key = zeroblob(length(wrapped_key))');
  const vault = await open();
  expect(vault.notices()).toEqual(['restored-copy']);
  await vault.lock.unlock(passcode);
  expect(codeOf(vault)).toBe('287082');
});

test('neither the passcode nor anything like it stands in a file', async () => {
  const { folder } = await lockedPlace();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name)));
  const forms = [passcode, Buffer.from(passcode).toString('base64')];
  expect(files.filter((bytes) => forms.some((form) => bytes.includes(form)))).toEqual([]);
});

test('the passcode is stretched as RFC 7914 has it, by two libraries alike', async () => {
  const salt = Buffer.from('sixteen byte salt');
  const { log2N, r, p } = passcodeCost;
  const options = { N: 2 ** log2N, r, p };
  expect(options).toEqual({ N: 131_072, r: 8, p: 1 });
  const native = await promisify<string, Buffer, number, object, Buffer>(scrypt)(
    passcode,
    salt,
    32,
    { ...options, maxmem: 2 ** 28 },
  );
  const crossCheck = await scryptAsync(passcode, salt, { ...options, dkLen: 32 });
  expect(native.equals(crossCheck)).toBe(true);
});

test('while a passcode is stretched, main goes on: its event loop turns', async () => {
  const { open } = vaultPlace('sync', passcodeCost);
  const vault = await open();
  const turnsDuring = async (work: Promise<void>) => {
    const seen = { turns: 0, isOver: false };
    void work.finally(() => (seen.isOver = true));
    while (!seen.isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.turns += 1;
    }
    await work;
    return seen.turns;
  };
  expect(await turnsDuring(vault.lock.changePasscode(null, passcode))).toBeGreaterThan(50);
  vault.lock.lock();
  expect(await turnsDuring(vault.lock.unlock(passcode))).toBeGreaterThan(50);
});
