/** The clipboard belongs to all programs, and the one that owns it may hang: the app waits for none of them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { activate, copyCode } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { test, userDataOf } from '../support/launch.ts';

/** Another program puts its text on the clipboard and then answers nobody. */
async function hangingOwner() {
  const child = spawn('xclip', ['-selection', 'clipboard', '-in', '-quiet'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end('somebody else’s text');
  const read = () =>
    spawnSync('xclip', ['-selection', 'clipboard', '-out'], { encoding: 'utf8' }).stdout;
  await expect.poll(read).toBe('somebody else’s text');
  child.kill('SIGSTOP');
  return {
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function msOf(task: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

// How long it waits at the most is in tests/unit/app/quit.test.ts.
test('while the owner of the clipboard hangs, the app quits all the same, and its log says what it could not take away', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, await issueToken(browser, bank.url));
  await copyCode(first.page);
  const answeredMs = await msOf(first.close);

  const { page, close } = await launch({ directoryUrl: bank.directoryUrl });
  await copyCode(page);
  const owner = await hangingOwner();
  // Standing still for it took 18 s: half of them are far from both, under the load that both ends have.
  expect(await msOf(close)).toBeLessThan(3 * answeredMs + 9000);
  const log = readFileSync(join(userDataOf(home), 'app.log'), 'utf8');
  expect(log).toContain('clipboard-not-cleared');
  await owner.end();
});

test('a code that is still on the clipboard is gone when the app has quit', async ({
  launch,
  bank,
  browser,
}) => {
  const { page, close } = await launch({ directoryUrl: bank.directoryUrl });
  await activate(page, await issueToken(browser, bank.url));
  const code = await copyCode(page);
  await close();
  const left = spawnSync('xclip', ['-selection', 'clipboard', '-out'], { encoding: 'utf8' });
  expect(left.stdout).not.toContain(code);
});
