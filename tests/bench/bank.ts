/**
 * `npm run bench:bank` (`-- --smoke`: whether it runs at all): how many one-time passwords and activations a second the issuing
 * service takes with 100,000 contracts, beside a bare hono route that does one indexed SQLite read in the same run; and how long
 * one of them waits while many others log in at the bank's pages.
 */
import { execFileSync, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { codeAt, newAttempt } from '../fakes/bank/app.ts';
import { agent, call, clientOf, expectStatus } from './bank-calls.ts';
import { compareUnderFlood, floodJobs } from './bank-flood.ts';
import { figure, keepFigures } from './figures.ts';
import type { Figure } from './figures.ts';
import {
  activationPassword,
  contracts,
  isSmoke,
  referenceOf,
  secretOf,
  userIdOf,
} from './bank-sample.ts';
import type { Served } from './bank-server.ts';

const builtServer = join(import.meta.dirname, '../../out/bench/bank-server/bank-server.js');
const concurrent = 32;
/**
 * So many of each, the first of them only to warm the server up: V8 still compiles functions of a verification after 20,000,
 * and a service that runs for months does not.
 */
const verifications = isSmoke ? { measured: 40, warm: 20 } : { measured: 8000, warm: 30_000 };
const activations = isSmoke ? { measured: 20, warm: 10 } : { measured: 1500, warm: 500 };
/** By turns, so that whatever else the machine does falls on all of them alike. */
const turns = isSmoke ? 2 : 10;
/** The server removes its folder when it ends by itself. */
const endWithinMs = 15_000;

/** Runs jobs, so many at a time, and gives each one's milliseconds. */
async function inParallel(jobs: (() => Promise<unknown>)[]): Promise<number[]> {
  const times: number[] = [];
  const queue = jobs.values();
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      for (const job of queue) {
        const startedAt = performance.now();
        await job();
        times.push(performance.now() - startedAt);
      }
    }),
  );
  return times;
}

type Turn = { seconds: number; cpu: number; count: number };
type Result = {
  name: string;
  turns: Turn[];
  perSecond: number;
  cpu: number;
  p50: number;
  p95: number;
  p99: number;
};

type Contest = { name: string; jobs: (() => Promise<unknown>)[] };

async function measure(server: ChildProcess, contests: Contest[]): Promise<Result[]> {
  const sums = contests.map(() => ({ turns: [] as Turn[], times: [] as number[] }));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [index, { jobs }] of contests.entries()) {
      const sum = sums[index]!;
      const share = jobs.slice((jobs.length * turn) / turns, (jobs.length * (turn + 1)) / turns);
      const before = await cpuOf(server);
      const startedAt = performance.now();
      sum.times.push(...(await inParallel(share)));
      const seconds = (performance.now() - startedAt) / 1000;
      sum.turns.push({ seconds, cpu: (await cpuOf(server)) - before, count: share.length });
    }
  }
  return sums.map(({ turns: each, times }, index) => {
    const total = (of: 'seconds' | 'cpu') => each.reduce((sum, turn) => sum + turn[of], 0);
    const sorted = times.toSorted((a, b) => a - b);
    const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
    return {
      name: contests[index]!.name,
      turns: each,
      perSecond: times.length / total('seconds'),
      cpu: total('cpu') / times.length,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
    };
  });
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const [message] = (await once(server, 'message')) as [{ cpuMicroseconds: number }];
  return message.cpuMicroseconds;
}

/** A right code of the contract's token, asked as the bank's pages ask. */
function verification(client: ReturnType<typeof clientOf>, n: number): () => Promise<void> {
  const secret = secretOf(n).toString('base64url');
  const token = { otp: { secret, algorithm: 'SHA1', digits: 6, period: 60 } as const };
  return async () => {
    const code = codeAt(token, Date.now());
    const answer = await client.post(`/contracts/${referenceOf(n)}/codes`, {
      code,
      purpose: 'log-in',
    });
    if ((answer as { verdict: string }).verdict !== 'accepted') {
      throw new Error('a right code was not taken');
    }
  };
}

/** Each one's cost beside the bare route's in the same turn. */
function ratiosOf([bare, code, activation]: Result[]): Record<string, Figure> {
  const beside = (result: Result | undefined, of: 'seconds' | 'cpu') =>
    (result?.turns ?? []).map((turn, index) => {
      const other = bare?.turns[index];
      return turn[of] / turn.count / ((other?.[of] ?? NaN) / (other?.count ?? NaN));
    });
  return {
    verificationTime: figure(beside(code, 'seconds'), 3),
    verificationCpu: figure(beside(code, 'cpu'), 3),
    activationCpu: figure(beside(activation, 'cpu'), 15),
  };
}

function print(results: Result[]): void {
  const [bare] = results;
  console.log(
    `\n${availableParallelism()} cores, ${concurrent} requests at a time, ${contracts.toLocaleString('en')} contracts\n`,
  );
  console.log(
    '                      per second   p50 ms   p95 ms   p99 ms   server CPU µs   time, CPU of the bare route',
  );
  for (const { name, perSecond, p50, p95, p99, cpu } of results) {
    const share = bare
      ? `${(bare.perSecond / perSecond).toFixed(1)}, ${(cpu / bare.cpu).toFixed(1)} ×`
      : '';
    const figures = [
      perSecond.toFixed(0),
      p50.toFixed(2),
      p95.toFixed(2),
      p99.toFixed(2),
      cpu.toFixed(0),
      share,
    ];
    const widths = [12, 9, 9, 9, 16, 30];
    console.log(name.padEnd(20) + figures.map((each, i) => each.padStart(widths[i] ?? 0)).join(''));
  }
}

/** Whatever becomes of the measuring: a server left behind would spoil the next one. */
async function main(): Promise<void> {
  const args = isSmoke ? ['--smoke'] : [];
  // By a process of its own: what built it stays out of the server's memory, as at an institution.
  const parts = ['tests/bench/bank-server.ts', 'bank/customers/password-worker.ts'];
  execFileSync(process.execPath, [join(import.meta.dirname, 'built.mjs'), ...parts], {
    stdio: 'inherit',
  });
  const server = fork(builtServer, args, { stdio: 'inherit' });
  const ended = once(server, 'exit');
  try {
    const failed = ended.then(() => Promise.reject(new Error('the server has ended')));
    const [served] = (await Promise.race([once(server, 'message'), failed])) as [Served];
    await Promise.race([compare(server, served), failed]);
  } finally {
    agent.destroy();
    if (server.connected) server.send('end');
    const timer = setTimeout(() => server.kill('SIGKILL'), endWithinMs);
    await ended;
    clearTimeout(timer);
  }
}

async function compare(server: ChildProcess, served: Served): Promise<void> {
  const { siteUrl, backOfficeUrl, bareUrl, entry } = served;
  const numbers = Array.from(
    { length: verifications.measured + verifications.warm + floodJobs },
    (_, i) => 1000 + 2 * i,
  );
  const bareJobs = numbers.map(
    (n) => async () => expectStatus(await call(`${bareUrl}/contracts/${n}`), 200),
  );
  const client = clientOf(backOfficeUrl, served.client);
  const codes = numbers.map((n) => verification(client, n));

  const attempts = [];
  for (let i = 0; i < activations.measured + activations.warm + floodJobs; i += 1) {
    const userId = userIdOf(1001 + 2 * i);
    attempts.push(await newAttempt(entry, { userId, activationPassword }));
  }
  const url = `${entry.issuerUrl}/activations`;
  const activate = attempts.map(
    ({ body }) =>
      async () =>
        expectStatus(await call(url, { body, type: 'application/jose' }), 200),
  );

  const [spareCodes, spareActivations] = [
    codes.splice(0, floodJobs),
    activate.splice(0, floodJobs),
  ];

  await inParallel(bareJobs.slice(0, verifications.warm));
  await inParallel(codes.splice(0, verifications.warm));
  await inParallel(activate.splice(0, activations.warm));
  const results = await measure(server, [
    { name: 'bare route', jobs: bareJobs.slice(verifications.warm + floodJobs) },
    { name: 'one-time password', jobs: codes },
    { name: 'activation', jobs: activate },
  ]);
  print(results);
  if (!isSmoke) keepFigures({ ratios: ratiosOf(results) });
  await compareUnderFlood(siteUrl, [
    { name: 'one-time password', jobs: spareCodes },
    { name: 'activation', jobs: spareActivations },
  ]);
}

await main();
