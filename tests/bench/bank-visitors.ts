/** Who floods the bank with log-ins: a process of its own, which stands for other machines and gives way to all that is measured. */
import { constants, setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { agent, call, csrfOf } from './bank-calls.ts';

export type Counts = { lookedAt: number; sentAway: number };

/** Sooner than the bank asks for, and not all in the same moment. */
const impatientMs = () => 300 + Math.random() * 400;

const [site = '', visitors = '0'] = process.argv.slice(2);
const counts: Counts = { lookedAt: 0, sentAway: 0 };
const over = new AbortController();

setPriority(constants.priority.PRIORITY_LOW);
const pages = await Promise.all(Array.from({ length: Number(visitors) }, () => call(`${site}/`)));
process.once('message', () => over.abort());
process.send?.('flooding');

/** Log-ins of nobody, which cost what those of customers do. */
await Promise.all(
  pages.map(async (page, n) => {
    const [csrf, { cookie }] = [csrfOf(page), page];
    for (let round = 0; !over.signal.aborted; round += 1) {
      const fields = { csrf, logInId: `x${n}r${round}`.padEnd(6, '0'), password: 'wrong000' };
      const body = new URLSearchParams(fields).toString();
      const { status } = await call(`${site}/log-in`, { body, cookie });
      if (status === 503) {
        counts.sentAway += 1;
        await setTimeout(impatientMs());
      } else if (status === 422) counts.lookedAt += 1;
      else throw new Error(`a log-in was answered ${status}`);
    }
  }),
);
process.send?.(counts);
agent.destroy();
process.disconnect();
