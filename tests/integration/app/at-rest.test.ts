/** What the app does while a code is on the screen and nothing happens: an hour, turned by hand. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ceilings } from '../build/ceilings.ts';
import { codeOf, scene, tokenInUse } from '../../fakes/app/scene.ts';

/** Name, size and time of every file: whatever is written changes one of them. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names.map((name) => {
      const { size, mtimeNs, ino } = statSync(join(folder, name), { bigint: true });
      return [name, [size, mtimeNs, ino].join(' ')];
    }),
  );
}

test('an hour with a code on the screen writes no file, and wakes the app once a code', async () => {
  const from = await scene();
  const { app } = await tokenInUse(from);
  const before = filesIn(from.folderOf('first'));
  const codes = new Set<string>();
  let timers = 0;
  for (let second = 0; second < 3600; second += 5) {
    from.time.now += 5000;
    timers += app.tick();
    // What each beat of pulse.ts does.
    app.clock.checkForJump();
    app.idle(0);
    await app.tryAgain();
    await app.resend();
    codes.add(await codeOf(app));
  }
  expect(codes.size).toBeGreaterThan(50);
  const after = filesIn(from.folderOf('first'));
  const written = [...after].filter(([name, stamp]) => before.get(name) !== stamp);
  expect(written.length).toBe(ceilings.filesWrittenPerHour);
  expect(after.size).toBe(before.size);
  expect(timers).toBeLessThanOrEqual(ceilings.timersPerHour);
});
