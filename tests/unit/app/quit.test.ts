/** What the end of the app waits for, and for how long; by a clock that is turned by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openClipboard } from '../../../electron/adapters/desktop/clipboard.ts';
import { readerOf } from '../../../electron/adapters/desktop/clipboard-reader.ts';
import { openLog } from '../../../electron/adapters/files/log.ts';
import type { Log } from '../../../electron/core/log.ts';
import { clearUp, quitLimitMs } from '../../../electron/quit.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

vi.mock('electron', () => ({ app: {} }));
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

class Item {
  of: object;
  constructor(of: object) {
    this.of = of;
  }
}
const never = () => new Promise<never>(() => {});
const hanging = { write: async () => {}, readText: never, clear: () => {} };

test('the end of the app waits for half a second in all, whoever hangs, and the log says so', async () => {
  expect(quitLimitMs).toBe(500);
  const log = vi.fn<Log>(() => 1);
  let over = false;
  const end = clearUp({ clear: never }, log).then(() => (over = true));
  await vi.advanceTimersByTimeAsync(quitLimitMs - 1);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await end;
  expect(log).toHaveBeenCalledExactlyOnceWith('clipboard-not-cleared', expect.any(Error));
});

test('a clipboard that is not read within half a second is given up', async () => {
  const code = openClipboard(hanging, Item, 'win32');
  await code.copy('492039');
  const outcome = vi.fn<() => void>();
  void code.clear().catch(outcome);
  await vi.advanceTimersByTimeAsync(499);
  expect(outcome).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome).toHaveBeenCalled();
  expect(code.holdsOurs()).toBe(false);
});

test('where it can’t be read for want of xclip, the log says that', async () => {
  vi.useRealTimers();
  vi.stubEnv('PATH', '/nonexistent');
  const clipboard = { writeText: () => {}, readText: () => '', clear: () => {} };
  const code = openClipboard(clipboard, undefined, 'linux', readerOf(clipboard, false, 'linux'));
  await code.copy('492039');
  const path = join(temporaryFolder(), 'app.log');
  await clearUp(
    code,
    openLog(path, () => 0),
  );
  expect(readFileSync(path, 'utf8')).toMatch(/clipboard-not-cleared < Error\(xclip-missing\)\n$/);
});
