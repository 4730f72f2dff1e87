/** Customers who go on whatever happens, and what has to stand in the database when it is over. */
import { expect } from 'vitest';
import { codeAt } from '../../fakes/bank/app.ts';
import type { Answered, Balanced } from './balanced.ts';
import { clock } from './cluster.ts';
import type { Process } from './cluster.ts';
import { connectTo } from './database.ts';
import { wrongCodes } from './wrong-codes.ts';

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

/** Four at once, each with one contract after the other. */
export function startCustomers(balanced: Balanced) {
  const references: string[] = [];
  const over = new AbortController();
  const customers = [1, 2, 3, 4].map(async (customer) => {
    for (let turn = 1; !over.signal.aborted; turn += 1) {
      const reference = `${customer}-${turn}`;
      await liveThrough(balanced, reference);
      references.push(reference);
    }
  });
  return {
    /** Rejects where something is not as it should be. */
    failed: Promise.all(customers).then(() => new Error('over too soon')),
    /** Once each is through with the present one; their contracts. */
    async end(): Promise<readonly string[]> {
      over.abort();
      await Promise.all(customers);
      return references;
    },
  };
}

type Lives = { databaseUrl: string; references: readonly string[]; answered: readonly Answered[] };

/** Whatever was answered, once, and nothing besides; `one` answers all of it again as it was. */
export async function expectAllThere(
  { databaseUrl, references, answered }: Lives,
  one: Process | undefined,
): Promise<void> {
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

  for (const { path, body, key, text } of answered) {
    expect((await one?.office.post(path, body, { key }))?.text).toBe(text);
  }
}
