/** A real bank in this process, on a port and in a folder of its own, with a clock that tests can move. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { runOperator } from '../../../bank/operator/operator.ts';
import { startBank } from '../../../bank/server.ts';
import type { Bank, BankOptions } from '../../../bank/server.ts';
import type { Database } from '../../../bank/service/storage/database.ts';
import { temporaryFolder } from '../folder.ts';
import { newVendorRoot } from '../app/vendor-root.ts';
import { databaseOf, isOnPostgres, rowsOf } from './database.ts';

export type TestClock = { now: () => number; moveBy(ms: number): void };

/** Starts in the middle of a 60-second step, so that no test runs into its end by chance. */
export function testClock(startAt = Date.UTC(2026, 5, 15, 3, 0, 30)): TestClock {
  let at = startAt;
  return {
    now: () => at,
    moveBy(ms) {
      at += ms;
    },
  };
}

let template: Promise<string> | undefined;
afterAll(async () => {
  if (template) rmSync(await template, { recursive: true, force: true });
});

/** A data folder with keys and sample customers; hashing their passwords takes longer than most tests. */
async function freshData(): Promise<string> {
  template ??= makeTemplate();
  const folder = temporaryFolder();
  cpSync(await template, folder, { recursive: true });
  // The service begins with a database of its own.
  if (isOnPostgres) rmSync(join(folder, 'last-event'), { force: true });
  return folder;
}

async function makeTemplate(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'desktop-token-bank-'));
  const bank = await startBank({
    port: 0,
    dataDir,
    vendorRoot: newVendorRoot(),
    now: testClock().now,
  });
  await bank.close();
  return dataDir;
}

export type TestBank = Bank & { clock: TestClock; options: BankOptions };

/** What a test does not say is: an ephemeral port, an empty folder, no limits that a test would reach. */
export async function testBank(
  options: Partial<BankOptions> & { clock?: TestClock } = {},
): Promise<TestBank> {
  const { clock = testClock(), ...given } = options;
  const complete: BankOptions = {
    port: 0,
    dataDir: await freshData(),
    vendorRoot: newVendorRoot(),
    now: clock.now,
    log: { info: () => undefined, error: () => undefined },
    limits: {
      activationsPerAddress: 1e9,
      statusesPerAddress: 1e9,
      statusesInAll: 1e9,
      timesPerAddress: 1e9,
      timesInAll: 1e9,
      activationsInAll: 1e9,
      issuesPerCustomer: 1e9,
      logInsPerAddress: 1e9,
      logInsInAll: 1e9,
    },
    ...given,
  };
  const issuerDatabaseUrl = await databaseOf(complete.dataDir);
  if (issuerDatabaseUrl !== undefined) Object.assign(complete, { issuerDatabaseUrl });
  const bank = await startBank(complete);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await bank.close();
  };
  onTestFinished(close);
  return { ...bank, close, clock, options: complete };
}

/** What its staff type, with its data folder. */
export const operator = ({ options, clock }: TestBank, ...args: string[]): Promise<string> =>
  runOperator([...args, '--data', options.dataDir], clock.now);

/** Both files of a bank whose issuing service is on SQLite. */
export function filesOf({ database, issuerDatabase }: TestBank): Database[] {
  if (!issuerDatabase) throw new Error('the issuing service has no file');
  return [database, issuerDatabase];
}

/**
 * The events of both audit logs, the bank's first, each in its order; without those of mails, which go out in their own
 * time, and of the reading by which the bank follows the service's.
 */
export async function eventsOf({ database, issuerStorage }: TestBank): Promise<string[]> {
  const text = `SELECT event FROM audit
    WHERE source <> 'mail' AND NOT (event = 'audit-read-by-operator' AND source LIKE 'bank-%') ORDER BY id`;
  const own = database.prepare(text).pluck().all() as string[];
  const service = await rowsOf<{ event: string }>(issuerStorage, text);
  return [...own, ...service.map(({ event }) => event)];
}
