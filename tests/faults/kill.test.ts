/** kill -9 at any moment: the vault is what it was told to be, with or without the change under way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verdictOn } from './model.ts';
import { amount, faultPlace, figure } from './place.ts';
import { randomNumbers } from './random.ts';
import { hearAll } from './told.ts';

const kills = amount(12, 1000);

/** Starts the driver and kills it some time after its first word. Returns all that it said. */
async function killedDriver(folder: string, seed: number, afterMs: number): Promise<string> {
  const driver = join(import.meta.dirname, 'driver.ts');
  const child = spawn(process.execPath, [driver, folder, '100000', String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = once(child, 'close');
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
  });
  await once(child.stdout, 'data');
  await setTimeout(afterMs);
  child.kill('SIGKILL');
  await ended;
  return output;
}

test(`after ${kills} kills nothing that was told is lost`, { timeout: 7_200_000 }, async () => {
  const random = randomNumbers(7);
  const wrong: string[] = [];
  let changes = 0;
  for (let seed = 1; seed <= kills; seed += 1) {
    const folder = faultPlace();
    const told = hearAll(await killedDriver(folder, seed, random() * 150));
    changes += told.model.tokens.length;
    const verdict = await verdictOn(folder, told.model, told.underWay);
    if (verdict !== null) wrong.push(`kill ${seed}: ${verdict}`);
    rmSync(join(folder, '..'), { recursive: true });
  }
  figure(`kills ${kills}, acknowledged changes lost ${wrong.length}`);
  expect(wrong).toEqual([]);
  expect(changes).toBeGreaterThan(0);
});
