/**
 * `npm run bench:issuer` (`-- --smoke`: whether it runs at all): how many one-time passwords and activations a second the
 * issuing service takes on PostgreSQL with a million tokens, by one, two and four processes, beside a bare route with one
 * indexed read in as many processes, by turns in one run; how large the tables are, whether each statement finds its index,
 * and what forgetting old events costs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { addClient } from '../../../bank/issuer/service/add-client.ts';
import { openPostgresStorage } from '../../../bank/issuer/storage/postgres-storage.ts';
import type { Tenant } from '../../../bank/issuer/tenant.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { makeKeyFile } from '../../../bank/service/storage/keys.ts';
import { DirectoryEntry } from '../../../shared/protocol.ts';
import { codeAt, newAttempt } from '../../fakes/bank/app.ts';
import { makePostgres } from '../../fakes/postgres/server.ts';
import { agent, call, clientOf, expectStatus } from '../bank-calls.ts';
import { activationPassword, isSmoke, referenceOf, secretOf, userIdOf } from '../bank-sample.ts';
import { addOldEvents, fill, firstNumber } from './fill.ts';
import { bareProgram, cpuMilliseconds, endAll, issuerProgram, startProgram } from './processes.ts';
import type { Served } from './processes.ts';

const tokens = isSmoke ? 1000 : 1_000_000;
const issues = isSmoke ? 1000 : 100_000;
const oldEvents = isSmoke ? 5000 : 2_000_000;
const processCounts = isSmoke ? [1, 2] : [1, 2, 4];
const turns = isSmoke ? 1 : 3;
const turnMs = isSmoke ? 200 : 5000;
const warmMs = isSmoke ? 100 : 10_000;
const activationsATurn = isSmoke ? 5 : 1500;
const concurrent = 48;
const log = { info: () => undefined, error: console.error };

type Job = (index: number) => Promise<unknown>;
type Turn = { perSecond: number; serviceMs: number; databaseMs: number; p50: number; p99: number };

/** Asks for so long, so many at a time; `jobs` may end before. */
async function load(jobs: Iterator<() => Promise<unknown>>, forMs: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + forMs;
  const one = async () => {
    for (let job = jobs.next(); !job.done && performance.now() < until; job = jobs.next()) {
      const startedAt = performance.now();
      await job.value();
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, one));
  return times;
}

async function turn(
  jobs: Iterator<() => Promise<unknown>>,
  served: readonly Served[],
  postmaster: number,
): Promise<Turn> {
  const service = () => served.reduce((sum, { child }) => sum + cpuMilliseconds(child.pid ?? 0), 0);
  const before = { service: service(), database: cpuMilliseconds(postmaster, true) };
  const startedAt = performance.now();
  const times = (await load(jobs, turnMs)).toSorted((a, b) => a - b);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    perSecond: times.length / seconds,
    serviceMs: (service() - before.service) / times.length,
    databaseMs: (cpuMilliseconds(postmaster, true) - before.database) / times.length,
    p50: times[times.length >> 1] ?? Number.NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
  };
}

/** Each token's code once, each issue's activation once. */
let nextToken = firstNumber;
let nextIssue = firstNumber + tokens;

function* endless(job: Job): Generator<() => Promise<unknown>> {
  for (let index = 0; ; index += 1) yield () => job(index);
}

type Place = {
  url: string;
  folder: string;
  tenant: Tenant;
  postmaster: number;
};

async function measure({ url, folder, tenant, postmaster }: Place, count: number) {
  const args = [
    '--port=0',
    '--back-office-port=0',
    '--management-port=0',
    `--data=${folder}`,
    `--key-file=${join(folder, 'keys.json')}`,
    // What it was filled with was entered behind its back.
    '--joins',
    '--activations-per-address=999999999',
    '--activations-in-all=999999999',
  ];
  const issuers: Served[] = [];
  const bare: Served[] = [];
  try {
    for (let n = 0; n < count; n += 1) {
      issuers.push(await startProgram(issuerProgram, args, url));
      bare.push(await startProgram(bareProgram, [], url));
    }
    const key = readClientKey(join(folder, 'bank.key'));
    const clients = issuers.map(({ said }) =>
      clientOf(/back office at (\S+)\/,/.exec(said)?.[1] ?? '', key),
    );
    const appUrls = issuers.map(({ said }) => /ready: (\S+)\/ /.exec(said)?.[1] ?? '');
    const bareUrls = bare.map(({ said }) => /ready: (\S+)\//.exec(said)?.[1] ?? '');
    const entry = entryOf(tenant);

    const read: Job = async (index) => {
      const id = firstNumber + ((index * 7919) % tokens);
      expectStatus(await call(`${bareUrls[index % count]}/contracts/${id}`), 200);
    };
    const verify: Job = async (index) => {
      const n = nextToken;
      nextToken += 1;
      const secret = secretOf(n).toString('base64url');
      const code = codeAt(
        { otp: { secret, algorithm: 'SHA1', digits: 6, period: 60 } },
        Date.now(),
      );
      const answer = await clients[index % count]?.post(`/contracts/${referenceOf(n)}/codes`, {
        code,
        purpose: 'log-in',
      });
      if ((answer as { verdict: string }).verdict !== 'accepted') throw new Error('not taken');
    };
    const activations = async () => {
      const jobs: (() => Promise<unknown>)[] = [];
      for (let index = 0; index < activationsATurn; index += 1) {
        const credentials = { userId: userIdOf(nextIssue), activationPassword };
        nextIssue += 1;
        const { body } = await newAttempt(entry, credentials);
        const target = `${appUrls[index % count]}/akagi/activations`;
        jobs.push(async () =>
          expectStatus(await call(target, { body, type: 'application/jose' }), 200),
        );
      }
      return jobs.values();
    };

    await load(endless(read), warmMs);
    await load(endless(verify), warmMs);
    await load(await activations(), warmMs);
    const results = { read: [] as Turn[], verify: [] as Turn[], activate: [] as Turn[] };
    for (let n = 0; n < turns; n += 1) {
      results.read.push(await turn(endless(read), bare, postmaster));
      results.verify.push(await turn(endless(verify), issuers, postmaster));
      results.activate.push(await turn(await activations(), issuers, postmaster));
    }
    print(count, results);
    if (count === processCounts.at(-1)) await forgetMeanwhile(url, endless(verify));
  } finally {
    await endAll([...issuers, ...bare]);
  }
}

function entryOf({ institution, keys }: Tenant): DirectoryEntry {
  return DirectoryEntry.parse({
    ...institution,
    issuerUrl: 'http://127.0.0.1',
    bankUrl: 'https://bank.example/',
    encryptionKeys: keys.encryption.map(({ publicJwk }) => publicJwk),
    signingKeys: keys.signing.map(({ publicJwk }) => publicJwk),
  });
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function print(count: number, results: Record<string, Turn[]>): void {
  const names: Record<string, string> = {
    read: 'bare indexed read',
    verify: 'one-time password',
    activate: 'activation',
  };
  const bare = median(results['read']?.map(({ perSecond }) => perSecond) ?? []);
  console.table(
    Object.entries(results).map(([name, each]) => {
      const of = (key: keyof Turn) => median(each.map((one) => one[key]));
      return {
        processes: count,
        what: names[name],
        'per second': Math.round(of('perSecond')),
        'p50 ms': Number(of('p50').toFixed(1)),
        'p99 ms': Number(of('p99').toFixed(1)),
        'service CPU ms': Number(of('serviceMs').toFixed(2)),
        'database CPU ms': Number(of('databaseMs').toFixed(2)),
        'times the read': Number((bare / of('perSecond')).toFixed(1)),
      };
    }),
  );
}

/** Retention while codes are taken: events forgotten a second, and what the codes lose by it. */
async function forgetMeanwhile(url: string, jobs: Iterator<() => Promise<unknown>>): Promise<void> {
  const storage = await openPostgresStorage(url, log, { connections: 2 });
  const alone = (await load(jobs, turnMs)).length / (turnMs / 1000);
  let forgotten = 0;
  const end = new AbortController();
  const forgetting = (async () => {
    while (!end.signal.aborted) forgotten += await storage.shortenAudit(1_700_000_000_000, 1000);
  })();
  const beside = (await load(jobs, turnMs)).length / (turnMs / 1000);
  end.abort();
  await forgetting;
  await storage.close();
  console.log(
    `forgetting ${Math.round(forgotten / (turnMs / 1000))} events a second, ${Math.round(beside)} codes a second are taken, ${Math.round(alone)} without`,
  );
}

async function describe(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // Since the counts were reset, no row of a table that nobody changed is counted.
  await client.query('ANALYZE');
  const { rows: tables } = await client.query(
    `SELECT relname AS "table", (SELECT reltuples FROM pg_class WHERE oid = relid) AS rows, pg_size_pretty(pg_table_size(relid)) AS table_size,
       pg_size_pretty(pg_indexes_size(relid)) AS index_size, seq_scan AS "scans without index", idx_scan AS "scans by index",
       round(100.0 * n_tup_hot_upd / nullif(n_tup_upd, 0)) AS "hot updates %"
     FROM pg_stat_user_tables WHERE pg_relation_size(relid) > 0 ORDER BY pg_total_relation_size(relid) DESC`,
  );
  console.table(tables);
  const { rows: indexes } = await client.query(
    `SELECT indexrelname AS index, pg_size_pretty(pg_relation_size(indexrelid)) AS size, idx_scan AS used
     FROM pg_stat_user_indexes ORDER BY pg_relation_size(indexrelid) DESC`,
  );
  console.table(indexes);
  await client.end();
}

async function main(): Promise<void> {
  const server = await makePostgres();
  const folder = mkdtempSync(join(tmpdir(), 'desktop-token-bench-'));
  try {
    const admin = new Client({ connectionString: server.urlOf('postgres') });
    await admin.connect();
    await admin.query('CREATE DATABASE issuer');
    await admin.end();
    const url = server.urlOf('issuer');
    const keyFile = join(folder, 'keys.json');
    await makeKeyFile(keyFile, institutions);
    const added = { institution: 'akagi', client: 'bank', scopes: ['banking'] };
    await addClient(folder, added, join(folder, 'bank.key'));
    const startedAt = performance.now();
    const tenant = await fill(url, keyFile, { tokens, issues });
    await addOldEvents(url, oldEvents);
    console.log(
      `${availableParallelism()} cores for the services, the database and whoever asks; ${concurrent} requests at a time; ` +
        `${tokens.toLocaleString('en')} tokens and ${issues.toLocaleString('en')} issues, filled in ${Math.round((performance.now() - startedAt) / 1000)} s`,
    );
    await resetCounts(url);
    for (const count of processCounts) {
      await measure({ url, folder, tenant, postmaster: server.pid() }, count);
    }
    await describe(url);
  } finally {
    agent.destroy();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function resetCounts(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT pg_stat_reset()');
  await client.end();
}

await main();
