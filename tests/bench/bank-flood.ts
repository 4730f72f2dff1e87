/** How long one customer waits while sixty others try passwords, beside how long when nobody does. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isSmoke } from './bank-sample.ts';
import type { Counts } from './bank-visitors.ts';

const visitors = isSmoke ? 6 : 60;
/** By turns without and with the flood. */
const [turns, jobsPerTurn] = isSmoke ? [2, 3] : [8, 50];
export const floodJobs = turns * jobsPerTurn;

/** Resolves when all who flood have come, to what stops them. */
async function startFlood(site: string): Promise<() => Promise<Counts>> {
  const flood = fork(new URL('./bank-visitors.ts', import.meta.url), [site, String(visitors)]);
  await once(flood, 'message');
  return async () => {
    const counted = once(flood, 'message') as Promise<[Counts]>;
    const ended = once(flood, 'exit');
    flood.send('stop');
    const [counts] = await counted;
    await ended;
    return counts;
  };
}

/** One after the other: what a single customer feels. */
async function timesOf(jobs: (() => Promise<unknown>)[]): Promise<number[]> {
  const times: number[] = [];
  for (const job of jobs) {
    const startedAt = performance.now();
    await job();
    times.push(performance.now() - startedAt);
  }
  return times;
}

export async function compareUnderFlood(
  site: string,
  contests: { name: string; jobs: (() => Promise<unknown>)[] }[],
): Promise<void> {
  const sums = contests.map(() => ({ idle: [] as number[], flood: [] as number[] }));
  const counts = { lookedAt: 0, sentAway: 0 };
  for (let turn = 0; turn < turns; turn += 1) {
    const stop = turn % 2 === 1 ? await startFlood(site) : null;
    for (const [index, { jobs }] of contests.entries()) {
      const share = jobs.slice(turn * jobsPerTurn, (turn + 1) * jobsPerTurn);
      sums[index]![stop ? 'flood' : 'idle'].push(...(await timesOf(share)));
    }
    const { lookedAt, sentAway } = (await stop?.()) ?? { lookedAt: 0, sentAway: 0 };
    counts.lookedAt += lookedAt;
    counts.sentAway += sentAway;
  }
  const { lookedAt, sentAway } = counts;
  console.log(`\none request at a time, idle and under a flood of ${visitors} log-ins at a time`);
  console.log(`(${lookedAt} passwords looked at, ${sentAway} log-ins told to come again)\n`);
  console.log('                      p50 ms   flood   times      p95 ms   flood   times');
  for (const [index, { name }] of contests.entries()) {
    const { idle, flood } = sums[index]!;
    const figures = [0.5, 0.95].flatMap((part) => {
      const [before, under] = [at(idle, part), at(flood, part)];
      return [before.toFixed(2), under.toFixed(2), (under / before).toFixed(1)];
    });
    const widths = [8, 8, 8, 12, 8, 8];
    console.log(name.padEnd(20) + figures.map((text, i) => text.padStart(widths[i] ?? 0)).join(''));
  }
}

function at(times: number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? 0;
}
