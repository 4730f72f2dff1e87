/**
 * Processes of the service killed, and the database stopped as if the power had gone, while customers go on: what was
 * answered is there, once, and nothing besides.
 */
import { expect, onTestFinished, test } from 'vitest';
import { codeAt } from '../fakes/bank/app.ts';
import { newDatabase } from '../fakes/bank/database.ts';
import { makePostgres } from '../fakes/postgres/server.ts';
import { randomNumbers } from '../faults/support/random.ts';
import { amount, figure } from '../faults/support/scratch.ts';
import { balance } from './support/balanced.ts';
import type { Balanced } from './support/balanced.ts';
import { clock, startCluster } from './support/cluster.ts';
import type { Process } from './support/cluster.ts';
import { connectTo } from './support/database.ts';
import { wrongCodes } from './support/wrong-codes.ts';

/** All that a token can go through: its codes of this minute, and wrong ones until it is stopped. */
async function liveThrough({ post, activate }: Balanced, reference: string): Promise<void> {
  const token = await activate(reference);
  const path = (name: string) => `/v1/contracts/${reference}/${name}`;
  const verdictOf = async (name: string, body: object) =>
    (await post(path(name), body)).body['verdict'];
  const code = (stepsAway: number) => codeAt(token, clock.now(), stepsAway);
  const logIn = (typed: string) => verdictOf('codes', { code: typed, purpose: 'log-in' });
  const verdicts = [await verdictOf('start', { code: code(-1) })];
  for (const typed of [code(0), code(1), ...wrongCodes(token, 5)])
    verdicts.push(await logIn(typed));
  expect(verdicts).toEqual([...right, ...wrong]);
}

const right = ['accepted', 'accepted', 'accepted'];
const wrong = ['wrong', 'wrong', 'wrong', 'wrong', 'stopped'];
/** Of one contract. */
const eventsOfOne = {
  'code-accepted': 3,
  'code-suspended': 1,
  'code-wrong': 5,
  'issue-made': 1,
  'token-confirmed': 1,
  'token-delivered': 1,
  'token-started': 1,
};

test('no kill and no stop loses what was answered, or does it twice', async () => {
  const server = await makePostgres();
  onTestFinished(() => server.remove());
  const databaseUrl = await newDatabase(server.urlOf('postgres'));
  const { processes } = await startCluster(3, { databaseUrl });
  const balanced = balance(processes);

  const references: string[] = [];
  const over = new AbortController();
  const customers = [1, 2, 3, 4].map(async (customer) => {
    for (let turn = 1; !over.signal.aborted; turn += 1) {
      const reference = `${customer}-${turn}`;
      await liveThrough(balanced, reference);
      references.push(reference);
    }
  });
  const failed = Promise.all(customers).then(() => new Error('over too soon'));
  /** Until so many more answers have come. */
  const answers = async (count: number) => {
    const before = balanced.answered.length;
    await expect
      .poll(() => balanced.answered.length, { interval: 5 })
      .toBeGreaterThan(before + count);
  };
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
    await Promise.race([failed, answers(Math.floor(random() * 12))]);
    if (stop % 2 === 0) {
      const one = processes[Math.floor(random() * processes.length)] as Process;
      await one.kill();
      await answers(3);
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
  await answers(3);
  over.abort();
  await Promise.all(customers);
  const seconds = Math.round((performance.now() - began) / 1000);
  figure(
    `${stops} stops in ${seconds} s, ${balanced.answered.length} answers, ${balanced.turnedAway()} turned away`,
  );

  expect(endedByThemselves).toBe(0);
  const client = await connectTo(databaseUrl);
  const { rows } = await client.query<{ reference: string; events: Record<string, number> }>(
    `SELECT reference, jsonb_object_agg(event, count) AS events FROM (
       SELECT reference, event, count(*) FROM audit JOIN contracts ON contracts.id = audit.customer
       GROUP BY reference, event) AS counted
     GROUP BY reference`,
  );
  expect(new Map(rows.map(({ reference, events }) => [reference, events]))).toEqual(
    new Map(references.map((reference) => [reference, eventsOfOne])),
  );
  const twice = await client.query(
    `SELECT customer, step FROM audit WHERE step IS NOT NULL GROUP BY customer, step HAVING count(*) > 1`,
  );
  expect(twice.rows).toEqual([]);
  const states = await client.query(
    `SELECT current, next, count(*)::int FROM contracts GROUP BY 1, 2`,
  );
  expect(states.rows).toEqual([{ current: 'suspended', next: 'none', count: references.length }]);

  const [{ office }] = processes as [Process];
  for (const { path, body, key, text } of balanced.answered) {
    expect((await office.post(path, body, { key })).text).toBe(text);
  }
}, 3_600_000);
