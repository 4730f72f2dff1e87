/**
 * A storage in PostgreSQL, for several processes at once. Rules run at READ COMMITTED and hold by FOR UPDATE what they go
 * by; what two enter at once, the later of them finds when it is run anew.
 */
import { setTimeout } from 'node:timers/promises';
import type { DatabaseError, Pool, PoolClient } from 'pg';
import { createInOrder } from '../in-order.ts';
import type { Log } from '../log.ts';
import { StorageTrouble } from './work.ts';
import type { Statement, Work } from './work.ts';

export type Postgres = {
  /** Runs it in a transaction. Rejects with a StorageTrouble where only the database is at fault. */
  commit<T>(work: () => Work<T>): Promise<T>;
  /** Runs it without one; where it wants to write, in one. */
  look<T>(work: () => Work<T>): Promise<T>;
  /** In a transaction, for what no rule can say: other settings, several statements in one text. */
  inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Whoever asks waits no longer for a database that comes back, or for others to get out of the way. */
const againWithinMs = 5000;
const longestPauseMs = 500;

/** Of a machine that vanished, the server lets go after this; a statement takes no longer. */
const limits = {
  connectionTimeoutMillis: 5000,
  // Whoever waits for longer gives the connection up meanwhile, and asks again.
  lock_timeout: 500,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** The server would have said something by then: it is gone, and TCP alone notices that after a quarter of an hour. */
const answerWithinMs = 12_000;
/** Of a connection whose server has vanished nothing more is to be hoped for. */
const endWithinMs = 5000;

/** Of a question for which an operator waits, and nobody else. */
export const atLength = { query_timeout: 24 * 60 * 60_000 };

/** `url` is a connection URI of libpq; a password may stand in PGPASSFILE instead. Connects when it is first asked. */
export async function openPostgres(url: string, log: Log, connections = 10): Promise<Postgres> {
  // Who stands on a file does without.
  const pg = await import('pg');
  // Numbers of rows and epoch milliseconds are far below 2^53.
  const asNumbers = new pg.TypeOverrides();
  asNumbers.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: answerWithinMs,
    types: asNumbers,
    application_name: 'desktop-token-issuer',
    ...limits,
  });
  // One that waits in the pool and is cut off: the next question gets another.
  pool.on('error', () => log.info('database-connection-lost'));
  // One that is in use: whoever asks by it is told, and nobody else may be.
  pool.on('connect', (client) => client.on('error', () => undefined));

  /** Of connections, for those who have waited for others before: the rest is for whoever waits for nobody. */
  const places = Math.ceil(connections / 4);
  const inOrder = createInOrder();
  let turns = 0;
  const inTurn = <T>(work: () => Promise<T>) => inOrder(String(turns++ % places), work);

  /** Runs it anew while nothing of it can have been committed; with `asksAgain` also where others hold what it wants. */
  async function again<T>(
    work: () => Promise<T>,
    { asksAgain = true }: { asksAgain?: boolean } = {},
  ): Promise<T> {
    const until = performance.now() + againWithinMs;
    const isOver = () => performance.now() > until;
    let next = work;
    for (let count = 1; ; count += 1) {
      try {
        return await next();
      } catch (error) {
        const isHeld = asksAgain && isLockTimeout(error);
        if (isOver() || !(isHeld || isToBeRunAnew(error))) throw troubleOf(error);
        const workInTime = async () => {
          if (isOver()) throw error;
          return work();
        };
        if (isHeld) next = () => inTurn(workInTime);
      }
      await setTimeout(Math.random() * Math.min(longestPauseMs, 10 * 2 ** count));
    }
  }

  const commit = <T>(work: () => Work<T>): Promise<T> =>
    again(() => transaction(pool, (client) => runOn(client, work())));
  return {
    commit,
    look: (work) =>
      again(async () => {
        const client = await pool.connect();
        let step;
        try {
          step = await read(client, work());
        } catch (error) {
          client.release(isLost(error));
          throw error;
        }
        client.release();
        return step.done ? step.value : commit(work);
      }),
    inTransaction: (work) =>
      again(() => transaction(pool, work, beginAtLength), { asksAgain: false }),
    async close() {
      if (pool.ending) return;
      await Promise.race([pool.end(), setTimeout(endWithinMs, undefined, { ref: false })]);
    },
  };
}

/** To its end, or to where it wants to write. */
async function read<T>(client: PoolClient, rule: Work<T>): Promise<IteratorResult<Statement, T>> {
  let step = rule.next();
  while (!step.done && step.value.wants !== 'run') {
    step = rule.next(await ask(client, step.value));
  }
  return step;
}

/** Whatever the server's usual level is: rules go by this one. */
const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';
/** For what comes seldom: it waits where it is. */
const beginAtLength = `${begin}; SET LOCAL lock_timeout = '5s'`;

async function transaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begins = begin,
): Promise<T> {
  const client = await pool.connect();
  let result: T;
  try {
    await client.query(begins);
    result = await work(client);
  } catch (error) {
    const isGone = isLost(error) || !(await undone(client));
    client.release(isGone);
    throw error;
  }
  try {
    // A transaction that has failed is answered with ROLLBACK.
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') throw new Error('a transaction was not committed');
  } catch (cause) {
    client.release(true);
    // It may be on disk: to run it anew could take a step twice, or count a try twice.
    if (isLost(cause)) throw new StorageTrouble('whether it was committed is not known', { cause });
    throw cause;
  }
  client.release();
  return result;
}

async function undone(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

/** What the database throws ends the rule: nobody knows better than to undo it. */
export async function runOn<T>(
  client: PoolClient,
  rule: Work<T>,
  settings: { query_timeout?: number } = {},
): Promise<T> {
  let step = rule.next();
  while (!step.done) step = rule.next(await ask(client, step.value, settings));
  return step.value;
}

type Prepared = { name: string; text: string };
const prepared = new Map<string, Prepared>();

/** Each text is parsed once by each connection. PostgreSQL numbers its values. */
function preparedAs(text: string): Prepared {
  const known = prepared.get(text);
  if (known) return known;
  let count = 0;
  const numbered = text.replaceAll('?', () => `$${++count}`);
  const made = { name: `rule-${prepared.size}`, text: numbered };
  prepared.set(text, made);
  return made;
}

async function ask(
  client: PoolClient,
  { text, values, wants }: Statement,
  settings: { query_timeout?: number } = {},
): Promise<unknown> {
  const question = { ...preparedAs(text), values: [...values], ...settings };
  const { rows, rowCount } = await client.query(question);
  if (wants === 'get') return rows[0];
  return wants === 'all' ? rows : (rowCount ?? 0);
}

/** Of what the server said: that alone has a severity. */
const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'severity' in error ? (error as DatabaseError).code : undefined;

/** Of two that stood in each other's way, or entered the same at once (PostgreSQL, appendix A). */
const collisions = /^(40001|40P01|23505)$/;
const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';
/** The connection is gone, or the server ends, begins, or is another now that only reads. */
const losses = /^(08...|57P0[1235]|25006|25P03)$/;
/** Besides: no room, no memory, too many connections; what took too long; a disk. */
const troubles = /^(53...|55000|55P03|57014|58...|XX...)$/;

/** What is no word of the server comes from the way to it. */
function isLost(error: unknown): boolean {
  if (error instanceof StorageTrouble) return false;
  const code = codeOf(error);
  return code === undefined ? isOfNetwork(error) : losses.test(code);
}

function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (
    /^(E[A-Z]+|EAI_[A-Z]+)$/.test(code ?? '') ||
    /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered|Client was closed|The server does not support)/.test(
      error.message,
    )
  );
}

/** This process is ending, and somebody still asks. */
const isOfTheEnd = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Cannot use a pool after calling end');

const isToBeRunAnew = (error: unknown): boolean =>
  isLost(error) || collisions.test(codeOf(error) ?? '');

function troubleOf(error: unknown): unknown {
  const isTrouble = isToBeRunAnew(error) || troubles.test(codeOf(error) ?? '') || isOfTheEnd(error);
  return isTrouble ? new StorageTrouble('the database did not do it', { cause: error }) : error;
}
