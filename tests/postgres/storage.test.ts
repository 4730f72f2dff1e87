/** Transactions of several processes on one PostgreSQL: what is run anew, what never is, and what each of them leaves. */
import type { Client } from 'pg';
import { expect, it } from 'vitest';
import type { IssuerStorage } from '../../bank/issuer/storage/issuer-storage.ts';
import { enter } from '../../bank/service/storage/audit.ts';
import { StorageTrouble, all, get, run } from '../../bank/service/storage/work.ts';
import type { Work } from '../../bank/service/storage/work.ts';
import { changeRows, rowsOf } from '../fakes/bank/database.ts';
import { testIssuer } from '../fakes/bank/issuer.ts';
import { openCutLine } from './support/broken-line.ts';
import type { Cut } from './support/broken-line.ts';
import { connectTo, emptyDatabase, openStorageAt } from './support/database.ts';

type Scene = { url: string; storage: IssuerStorage; other: Client };

async function scene(): Promise<Scene> {
  const url = await emptyDatabase();
  return { url, storage: await openStorageAt(url), other: await connectTo(url) };
}

const marksOf = (storage: IssuerStorage) =>
  rowsOf<{ name: string; value: number }>(storage, 'SELECT name, value FROM marks ORDER BY name');

/** Until so many sessions of the database wait for a lock. */
async function untilWaiting({ other }: Scene, count: number): Promise<void> {
  const text = `SELECT count(*)::int FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect
    .poll(async () => (await other.query<{ count: number }>(text)).rows, { interval: 10 })
    .toEqual([{ count }]);
}

const gate = 7;
/** A place in a rule where it waits for as long as the other session has the gate, and behind it for as long as others ask. */
function* passGate(): Work<void> {
  yield* run('SET LOCAL lock_timeout = 0');
  yield* get('SELECT pg_advisory_xact_lock_shared(?)', gate);
}
const closeGate = ({ other }: Scene) => other.query('SELECT pg_advisory_lock($1)', [gate]);
const openGate = ({ other }: Scene) => other.query('SELECT pg_advisory_unlock($1)', [gate]);

it('two that enter the same key at once both end well: the later one finds it', async () => {
  const its = await scene();
  const { storage } = its;
  let runs = 0;
  function* enterOnce(): Work<'entered' | 'found'> {
    runs += 1;
    const found = yield* get(`SELECT value FROM marks WHERE name = 'one'`);
    yield* passGate();
    if (found) return 'found';
    yield* run(`INSERT INTO marks (name, value) VALUES ('one', 1)`);
    return 'entered';
  }
  await closeGate(its);
  const both = Promise.all([storage.commit(enterOnce), storage.commit(enterOnce)]);
  await untilWaiting(its, 2);
  await openGate(its);
  expect((await both).toSorted()).toEqual(['entered', 'found']);
  expect(runs).toBe(3);
  expect(await marksOf(storage)).toEqual([{ name: 'one', value: 1 }]);
});

it('of two that wait for each other one is run anew, and both are done once', async () => {
  const its = await scene();
  const { storage } = its;
  await changeRows(storage, `INSERT INTO marks (name, value) VALUES ('a', 0), ('b', 0)`);
  let runs = 0;
  const countIn = (first: string, second: string) =>
    function* (): Work<void> {
      runs += 1;
      yield* run('UPDATE marks SET value = value + 1 WHERE name = ?', first);
      yield* passGate();
      yield* run('UPDATE marks SET value = value + 1 WHERE name = ?', second);
    };
  await closeGate(its);
  const both = Promise.all([storage.commit(countIn('a', 'b')), storage.commit(countIn('b', 'a'))]);
  await untilWaiting(its, 2);
  await openGate(its);
  await both;
  expect(runs).toBe(3);
  expect(await marksOf(storage)).toEqual([
    { name: 'a', value: 2 },
    { name: 'b', value: 2 },
  ]);
});

it('a rule that throws leaves nothing, is not run anew, and the next one is as before', async () => {
  const { storage } = await scene();
  let runs = 0;
  const refused = storage.commit(function* () {
    runs += 1;
    yield* run(`INSERT INTO marks (name, value) VALUES ('one', 1)`);
    throw new Error('a rule says no');
  });
  await expect(refused).rejects.toThrow('a rule says no');
  expect(runs).toBe(1);
  expect(await marksOf(storage)).toEqual([]);
  await changeRows(storage, `INSERT INTO marks (name, value) VALUES ('one', 1)`);
  expect(await marksOf(storage)).toHaveLength(1);
});

it('what only looks writes in a transaction where it wants to after all, and begins anew there', async () => {
  const { storage } = await scene();
  const seen: unknown[] = [];
  const refused = storage.look(function* () {
    seen.push(yield* all('SELECT name FROM marks'));
    yield* run(`INSERT INTO marks (name, value) VALUES ('one', 1)`);
    seen.push(yield* all('SELECT name FROM marks'));
    throw new Error('a rule says no');
  });
  await expect(refused).rejects.toThrow('a rule says no');
  expect(seen).toEqual([[], [], [{ name: 'one' }]]);
  expect(await marksOf(storage)).toEqual([]);
});

it('one whose connection is cut off before its COMMIT is run anew, and done once', async () => {
  const its = await scene();
  const { storage, other } = its;
  const pids: number[] = [];
  await closeGate(its);
  const done = storage.commit(function* () {
    const session = yield* get<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    pids.push(session?.pid ?? 0);
    yield* run(`INSERT INTO marks (name, value) VALUES ('one', 1)`);
    yield* passGate();
  });
  await untilWaiting(its, 1);
  await other.query('SELECT pg_terminate_backend($1)', [pids[0]]);
  await expect.poll(() => pids.length).toBe(2);
  await openGate(its);
  await done;
  expect(pids[1]).not.toBe(pids[0]);
  expect(await marksOf(storage)).toEqual([{ name: 'one', value: 1 }]);
});

it('one that waited in the pool while its connection was cut off is nobody the wiser', async () => {
  const { storage, other } = await scene();
  await marksOf(storage);
  await other.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  await changeRows(storage, `INSERT INTO marks (name, value) VALUES ('one', 1)`);
  expect(await marksOf(storage)).toHaveLength(1);
});

it.each<{ cut: Cut; left: number }>([
  { cut: 'before it arrives', left: 0 },
  { cut: 'before its answer arrives', left: 1 },
])('a COMMIT cut off $cut is trouble, and never sent a second time', async ({ cut, left }) => {
  const { url, storage } = await scene();
  const line = await openCutLine(url);
  const through = await openStorageAt(line.url);
  await changeRows(through, `INSERT INTO marks (name, value) VALUES ('before', 1)`);
  const before = line.commits();
  let runs = 0;
  line.cut(cut);
  const done = through.commit(function* () {
    runs += 1;
    yield* run(`INSERT INTO marks (name, value) VALUES ('one', 1)`);
  });
  await expect(done).rejects.toThrow(StorageTrouble);
  expect(runs).toBe(1);
  expect(line.commits() - before).toBe(1);
  const found = () => rowsOf(storage, `SELECT name FROM marks WHERE name = 'one'`);
  // A session whose client is gone ends in its own time.
  await expect.poll(found).toHaveLength(left);
  await changeRows(through, `INSERT INTO marks (name, value) VALUES ('after', 1)`);
});

it('a row that somebody holds and does not let go is trouble within seconds, and nobody else waits', async () => {
  const { storage, other } = await scene();
  await changeRows(storage, `INSERT INTO marks (name, value) VALUES ('held', 0), ('free', 0)`);
  await other.query('BEGIN');
  await other.query(`SELECT FROM marks WHERE name = 'held' FOR UPDATE`);
  const count = (name: string) =>
    changeRows(storage, 'UPDATE marks SET value = 1 WHERE name = ?', name);
  const held = count('held').catch((error: unknown) => error);
  expect(await Promise.race([held, count('free')])).toBe(1);
  expect(await held).toBeInstanceOf(StorageTrouble);
  await other.query('COMMIT');
  await count('held');
});

const event = (source: string) =>
  enter({ institution: 'akagi', event: 'code-wrong', source }, 1_750_000_000_000);
const insertEvent = `INSERT INTO audit (at, institution, event, source)
  VALUES (1750000000000, 'akagi', 'code-wrong', 'late') RETURNING id`;

it('while an event is entered and not committed, the last number is one before it', async () => {
  const { storage, other } = await scene();
  await storage.commit(() => event('early'));
  expect(await storage.lastEvent()).toBe(1);
  await other.query('BEGIN');
  await other.query(insertEvent);
  await storage.commit(() => event('meanwhile'));
  expect(await storage.lastEvent()).toBe(1);
  await other.query('COMMIT');
  expect(await storage.lastEvent()).toBe(3);
});

it('who asks for the last number meanwhile keeps nobody from entering events', async () => {
  const its = await scene();
  const { storage, other } = its;
  await other.query('BEGIN');
  await other.query(insertEvent);
  const asked = storage.lastEvent();
  await untilWaiting(its, 1);
  await storage.commit(() => event('meanwhile'));
  await other.query('ROLLBACK');
  expect(await asked).toBe(2);
});

it('a number that was given and came to nothing keeps nobody waiting', async () => {
  const { storage, other } = await scene();
  await other.query('BEGIN');
  await other.query(insertEvent);
  await other.query('ROLLBACK');
  await storage.commit(() => event('next'));
  expect(await storage.lastEvent()).toBe(2);
});

it('who follows the log by number reads an event that is committed late, once', async () => {
  const databaseUrl = await emptyDatabase();
  const issuer = await testIssuer({ databaseUrl });
  const other = await connectTo(databaseUrl);
  const client = await issuer.client('auditor');
  let after = 0;
  const read: string[] = [];
  const follow = async () => {
    const { text } = await client.get(`/v1/audit?after=${after}`);
    for (const line of text.split('\n').filter(Boolean)) {
      const { number, source } = JSON.parse(line) as { number: number; source: string };
      expect(number).toBeGreaterThan(after);
      after = number;
      read.push(source);
    }
  };
  await follow();
  await other.query('BEGIN');
  await other.query(insertEvent);
  await issuer.storage.commit(() => event('meanwhile'));
  await follow();
  expect(read).not.toContain('meanwhile');
  await other.query('COMMIT');
  await follow();
  expect(read.filter((source) => ['late', 'meanwhile'].includes(source))).toEqual([
    'late',
    'meanwhile',
  ]);
});

it('who follows the log while many write to it misses none and reads none twice', async () => {
  const { url, storage } = await scene();
  const writers = await Promise.all([1, 2, 3].map(() => openStorageAt(url)));
  const written = Promise.all(
    writers.flatMap((writer, place) =>
      Array.from({ length: 8 }, async (_, lane) => {
        for (let turn = 0; turn < 25; turn += 1) {
          await writer.commit(() => event(`${place} ${lane} ${turn}`));
        }
      }),
    ),
  );
  const read: { id: number; source: string }[] = [];
  const follow = async () => {
    const last = await storage.lastEvent();
    const text = 'SELECT id, source FROM audit WHERE id > ? AND id <= ? ORDER BY id';
    read.push(...(await rowsOf<(typeof read)[number]>(storage, text, read.at(-1)?.id ?? 0, last)));
  };
  const isOver = written.then(() => true);
  let turns = 0;
  while (!(await Promise.race([isOver, follow().then(() => false)]))) turns += 1;
  await follow();
  expect(turns).toBeGreaterThan(3);
  expect(new Set(read.map(({ source }) => source)).size).toBe(600);
  expect(read).toHaveLength(600);
});

it.each([
  `UPDATE audit SET source = 'nobody'`,
  'DELETE FROM audit',
  'TRUNCATE audit',
  `INSERT INTO audit (id, at, institution, event, source) OVERRIDING SYSTEM VALUE
     VALUES (1, 1, 'akagi', 'code-wrong', 'x') ON CONFLICT (id) DO UPDATE SET source = 'nobody'`,
])('the audit log is only added to: no %s', async (text) => {
  const { storage, other } = await scene();
  await storage.commit(() => event('first'));
  await expect(other.query(text)).rejects.toThrow('append only');
  expect(await rowsOf(storage, 'SELECT source FROM audit')).toEqual([{ source: 'first' }]);
});

/** Ten events of ten days, with a number missing after each. */
async function tenDays({ storage, other }: Scene): Promise<void> {
  for (let day = 1; day <= 10; day += 1) {
    const entry = { institution: 'akagi', event: 'code-wrong', source: `day ${day}` } as const;
    await storage.commit(() => enter(entry, day));
    await other.query(`BEGIN; ${insertEvent}; ROLLBACK`);
  }
}

const daysIn = async (storage: IssuerStorage) =>
  (await rowsOf<{ at: number }>(storage, 'SELECT at FROM audit ORDER BY id')).map(({ at }) => at);

it('what is old is forgotten from the front, as many at once as were meant, and the last one stays', async () => {
  const its = await scene();
  const { storage } = its;
  await tenDays(its);
  expect(await storage.shortenAudit(5, 3)).toBe(3);
  expect(await daysIn(storage)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  expect(await storage.shortenAudit(5, 3)).toBe(1);
  expect(await storage.shortenAudit(5, 3)).toBe(0);
  expect(await storage.shortenAudit(1000, 100)).toBe(5);
  expect(await daysIn(storage)).toEqual([10]);
  expect(await storage.lastEvent()).toBe(19);
});

it('two that forget at once, and one that enters meanwhile, leave what they should', async () => {
  const its = await scene();
  const { url, storage } = its;
  await tenDays(its);
  const second = await openStorageAt(url);
  await Promise.all([
    storage.shortenAudit(6, 100),
    second.shortenAudit(6, 100),
    storage.commit(() => enter({ institution: 'akagi', event: 'code-wrong', source: 'x' }, 11)),
  ]);
  expect(await daysIn(storage)).toEqual([6, 7, 8, 9, 10, 11]);
  await expect(changeRows(storage, 'DELETE FROM audit')).rejects.toThrow('append only');
});
