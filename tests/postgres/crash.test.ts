/**
 * Processes of the service killed, and the database stopped as if the power had gone, while customers go on: what was
 * answered is there, once, and nothing besides.
 */
import { expect, onTestFinished, test } from 'vitest';
import { newDatabase } from '../fakes/bank/database.ts';
import { makePostgres } from '../fakes/postgres/server.ts';
import { randomNumbers } from '../faults/support/random.ts';
import { amount, figure } from '../faults/support/scratch.ts';
import { balance, untilAnswered } from './support/balanced.ts';
import { startCluster } from './support/cluster.ts';
import type { Process } from './support/cluster.ts';
import { expectAllThere, startCustomers } from './support/lives.ts';

test('no kill and no stop loses what was answered, or does it twice', async () => {
  const server = await makePostgres();
  onTestFinished(() => server.remove());
  const databaseUrl = await newDatabase(server.urlOf('postgres'));
  const { processes } = await startCluster(3, { databaseUrl });
  const balanced = balance(processes);

  const customers = startCustomers(balanced);
  /** Until somebody was sent to another process. */
  const refusal = async () => {
    const before = balanced.turnedAway();
    await expect.poll(() => balanced.turnedAway(), { interval: 5 }).toBeGreaterThan(before);
  };

  const random = randomNumbers(7);
  const stops = amount(6, 500);
  let endedByThemselves = 0;
  const began = performance.now();
  for (let stop = 0; stop < stops; stop += 1) {
    await Promise.race([customers.failed, untilAnswered(balanced, Math.floor(random() * 12))]);
    if (stop % 2 === 0) {
      const one = processes[Math.floor(random() * processes.length)] as Process;
      await one.kill();
      await untilAnswered(balanced, 3);
      await one.start();
      continue;
    }
    await server.stop('immediate');
    // Long enough that somebody is refused; mostly it is back before that, and nobody is.
    if (stop % 8 === 3) await refusal();
    await server.start();
    for (const one of processes.filter(({ hasFailed }) => hasFailed())) {
      endedByThemselves += 1;
      await one.start();
    }
  }
  await untilAnswered(balanced, 3);
  const references = await customers.end();
  const seconds = Math.round((performance.now() - began) / 1000);
  figure(
    `${stops} stops in ${seconds} s, ${balanced.answered.length} answers, ${balanced.turnedAway()} turned away`,
  );

  expect(endedByThemselves).toBe(0);
  await expectAllThere({ databaseUrl, references, answered: balanced.answered }, processes[0]);
}, 3_600_000);
