/** The disk fails at vault.db, again and again: the newest copy takes its place where that loses nothing, and nothing else is touched. */
import type Database from 'better-sqlite3';
import { statSync, utimesSync } from 'node:fs';
import type * as Fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { addToken, codeOf, id, outcome, tamper, vaultPlace } from '../../fakes/app/vault.ts';

type Call = (path: unknown, ...others: unknown[]) => unknown;
/** What lies in these sectors can't be read, wherever it is moved. */
const disk = vi.hoisted(() => ({
  bad: new Set<number>(),
  times: Infinity,
  inodeOf: (_path: string): number => 0,
}));
const fail = vi.hoisted(() => (path: unknown, code: string) => {
  if (disk.times <= 0 || !disk.bad.has(disk.inodeOf(String(path)))) return;
  disk.times -= 1;
  throw Object.assign(new Error('the disk fails'), { code });
});
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  disk.inodeOf = (path) => fs.statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
  const failing =
    (call: Call): Call =>
    (path, ...others) => {
      fail(path, 'EIO');
      return call(path, ...others);
    };
  return {
    ...fs,
    readFileSync: failing(fs.readFileSync as Call),
    copyFileSync: failing(fs.copyFileSync as Call),
  };
});
vi.mock('better-sqlite3', async (original) => {
  const { default: Real } = await original<{ default: typeof Database }>();
  return {
    default: class extends Real {
      constructor(path: string, options?: object) {
        fail(path, 'SQLITE_IOERR_READ');
        super(path, options);
      }
    },
  };
});

const breakSectorsOf = (path: string) => disk.bad.add(statSync(path).ino);
afterEach(() => {
  disk.bad.clear();
  disk.times = Infinity;
});

test('the newest copy opens, it is told, and the file is kept', async () => {
  const { path, fill, open, quarantined } = vaultPlace();
  await fill();
  breakSectorsOf(path);
  const vault = await open();
  expect([codeOf(vault), vault.notices()]).toEqual(['287082', ['restored-copy']]);
  expect(quarantined()).toContain('vault.db');
});

test('where the vault was changed after the newest copy, nothing is put in its place', async () => {
  const { path, fill, open, quarantined } = vaultPlace();
  await fill();
  const later = new Date(Date.now() + 60_000);
  utimesSync(path, later, later);
  breakSectorsOf(path);
  expect(await outcome(open())).toBe('database-damaged');
  expect(quarantined()).toEqual([]);
  disk.bad.clear();
  expect(codeOf(await open())).toBe('287082');
});

test('where the newest copy can’t be read either, no older one is taken in silence', async () => {
  const { folder, path, fill, open, backups, quarantined } = vaultPlace();
  await fill();
  expect(backups().length).toBeGreaterThan(1);
  const newest =
    backups().toSorted((a, b) => Number(/\d+/.exec(b)) - Number(/\d+/.exec(a)))[0] ?? '';
  for (const each of [path, join(folder, 'backup', newest)]) breakSectorsOf(each);
  expect(await outcome(open())).toBe('database-damaged');
  expect(quarantined()).toEqual([]);
});

test('a fault that passes leaves the file where it is', async () => {
  const { path, fill, open, quarantined } = vaultPlace();
  await fill();
  breakSectorsOf(path);
  disk.times = 1;
  expect(await outcome(open())).toBe('storage-failed');
  expect(quarantined()).toEqual([]);
  expect(codeOf(await open())).toBe('287082');
});

test('where no copy has all of it a new vault can be made, and the file and the older copies are kept', async () => {
  const { path, fill, open, startAnew, quarantined } = vaultPlace();
  await fill();
  const later = new Date(Date.now() + 60_000);
  utimesSync(path, later, later);
  breakSectorsOf(path);
  await startAnew();
  const vault = await open();
  addToken(vault, id);
  expect(codeOf(vault)).toBe('287082');
  expect(quarantined()).toEqual(expect.arrayContaining(['vault.db']));
});

test('after wrong passcodes the newest copy opens, and has counted them: none is won by a disk that fails', async () => {
  const { path, fill, open, clock } = vaultPlace();
  await fill();
  const before = await open();
  await before.lock.changePasscode(null, '314159');
  before.lock.lock();
  for (let tries = 0; tries < 6; tries += 1) {
    expect(await outcome(before.lock.unlock('271828'))).toBe('wrong-passcode');
    clock.now = before.lock.state().retryAt ?? clock.now;
  }
  const counted = before.lock.state();
  before.close();
  breakSectorsOf(path);
  const vault = await open();
  expect(vault.notices()).toEqual(['restored-copy']);
  expect(vault.lock.state()).toEqual(counted);
  expect(await outcome(vault.lock.unlock('271828'))).toBe('wrong-passcode');
  expect(vault.lock.state().retryAt).toBe(clock.now + 120_000);
  clock.now += 120_000;
  await vault.lock.unlock('314159');
  expect(codeOf(vault)).toBe('287082');
});

test('after a right passcode too', async () => {
  const { path, fill, open } = vaultPlace();
  await fill();
  const before = await open();
  await before.lock.changePasscode(null, '314159');
  before.lock.lock();
  await before.lock.unlock('314159');
  before.close();
  breakSectorsOf(path);
  const vault = await open();
  await vault.lock.unlock('314159');
  expect([codeOf(vault), vault.lock.state().triesLeft]).toEqual(['287082', 5]);
});

test('a notice that was read makes no copy useless', async () => {
  const { path, fill, open, forgetBackups } = vaultPlace();
  await fill();
  forgetBackups();
  (await open()).close();
  tamper(path, 'PRAGMA user_version = 99');
  const told = await open();
  expect(told.notices()).toEqual(['restored-copy']);
  told.dismissNotice('restored-copy');
  told.close();
  breakSectorsOf(path);
  expect(codeOf(await open())).toBe('287082');
});
