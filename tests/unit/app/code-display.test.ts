/** The code on screen and on the clipboard: each lives as long as its time step, and no longer. */
import { expect, test } from 'vitest';
import type { StoredToken } from '../../../electron/core/token.ts';
import { createCodeDisplay } from '../../../electron/use-cases/code-display.ts';
import { rfcSecret, tokenDetails } from '../../fakes/app/records.ts';

const id = 'a'.repeat(32);

function showing(startAt = 30_000, expiresAt = 4_000_000_000_000) {
  const time = { now: startAt };
  const timers = new Set<{ task: () => void; dueAt: number }>();
  const clipboard: string[] = [];
  const opened: string[] = [];
  const details = tokenDetails({ expiresAt });
  const token: StoredToken = {
    id,
    state: 'confirmed',
    expiresAt: details.expiresAt,
    institution: details.institution,
    details,
  };
  const codeDisplay = createCodeDisplay({
    store: { tokens: () => [token], withSecret: (_id, use) => use(rfcSecret()) },
    clock: {
      now: () => time.now,
      reading: () => ({ atMs: time.now, isProved: true }),
      onPcClock: (at) => at,
    },
    after(delayMs, task) {
      const timer = { task, dueAt: time.now + delayMs };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    clipboard: {
      copy: async (text) => void clipboard.push(text),
      clear: async () => void clipboard.push(''),
    },
    copyingAllowed: true,
    passcodeMissing: () => false,
    opened: (tokenId) => opened.push(tokenId),
    changed: () => undefined,
    log: () => 1,
  });
  return {
    codeDisplay,
    clipboard,
    opened,
    code: () => codeDisplay.state()?.code,
    /** No timer runs meanwhile. */
    sleepTo(at: number): void {
      time.now = at;
    },
    passTo(at: number): void {
      time.now = at;
      for (const timer of timers) if (timer.dueAt <= at && timers.delete(timer)) timer.task();
    },
  };
}

test('the next code is there at the very instant of its step, not before', () => {
  const { codeDisplay, code, passTo } = showing();
  codeDisplay.open(id);
  const first = code();
  passTo(59_999);
  expect(code()).toBe(first);
  passTo(60_000);
  expect(code()).not.toBe(first);
});

test('the code of a token that ends in the middle of a step goes with it, from screen and clipboard', async () => {
  const { codeDisplay, clipboard, code, passTo } = showing(30_000, 45_000);
  codeDisplay.open(id);
  await codeDisplay.copy();
  expect(codeDisplay.state()?.codeExpiresAt).toBe(45_000);
  passTo(44_999);
  expect(code()).toMatch(/^[0-9]{6}$/);
  passTo(45_000);
  expect(codeDisplay.state()).toBeNull();
  expect(clipboard.at(-1)).toBe('');
});

test('a copied code leaves the clipboard when it dies, even if its token was closed', async () => {
  const { codeDisplay, clipboard, code, passTo } = showing();
  codeDisplay.open(id);
  const copied = code();
  await codeDisplay.copy();
  codeDisplay.close();
  passTo(59_999);
  expect(clipboard).toEqual([copied]);
  passTo(60_000);
  expect(clipboard).toEqual([copied, '']);
});

test('copied again in the next step, it stays until the end of that', async () => {
  const { codeDisplay, clipboard, passTo } = showing();
  codeDisplay.open(id);
  await codeDisplay.copy();
  passTo(60_000);
  await codeDisplay.copy();
  passTo(119_999);
  expect(clipboard.slice(1)).toEqual(['', codeDisplay.state()?.code]);
});

test('a code that died while the PC slept is not what is copied', async () => {
  const { codeDisplay, clipboard, code, sleepTo } = showing();
  codeDisplay.open(id);
  const dead = code();
  sleepTo(200_000);
  await codeDisplay.copy();
  expect(clipboard).toEqual([code()]);
  expect(code()).not.toBe(dead);
});

test('what is locked leaves the screen and the clipboard at once', async () => {
  const { codeDisplay, clipboard } = showing();
  codeDisplay.open(id);
  await codeDisplay.copy();
  codeDisplay.conceal();
  expect(codeDisplay.state()).toBeNull();
  expect(clipboard.at(-1)).toBe('');
});

test('the token that was opened is told, so that the list can begin with it', () => {
  const { codeDisplay, opened } = showing();
  codeDisplay.open(id);
  expect(opened).toEqual([id]);
});
