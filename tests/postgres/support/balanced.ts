/** An institution and its customers' apps behind a balancer: what fails at one process goes to the next, as it was. */
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { confirm, newAttempt, readToken, send } from '../../fakes/bank/app.ts';
import type { Reply as AppReply } from '../../fakes/bank/app.ts';
import { activationPassword, issueRequest } from '../../fakes/bank/issuer.ts';
import type { Reply } from '../../fakes/bank/issuer.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import type { Process } from './cluster.ts';

/** What an institution was answered. */
export type Answered = { path: string; body: object; key: string; text: string };

export type Balanced = {
  /** With one idempotency key, however often it is sent. */
  post(path: string, body: object): Promise<Reply>;
  /** Sets an app up. */
  activate(reference: string): Promise<IssuedToken>;
  /** All that was answered. */
  answered: readonly Answered[];
  /** How often something went to another process. */
  turnedAway(): number;
};

const pauseMs = 20;

export function balance(processes: readonly Process[]): Balanced {
  const answered: Answered[] = [];
  let turn = 0;
  let turnedAway = 0;

  async function atOne<T extends Reply | AppReply>(ask: (one: Process) => Promise<T>): Promise<T> {
    for (;;) {
      const one = processes[turn++ % processes.length] as Process;
      const reply = await ask(one).catch(unlessBroken);
      if (reply && reply.status < 500) return reply;
      turnedAway += 1;
      await setTimeout(pauseMs);
    }
  }

  async function post(path: string, body: object): Promise<Reply> {
    const key = `deed-${keys++}`;
    const reply = await atOne(({ office }) => office.post(path, body, { key }));
    if (reply.status >= 400) throw new Error(`${reply.status} ${reply.text}`);
    answered.push({ path, body, key, text: reply.text });
    return reply;
  }

  return {
    answered,
    post,
    async activate(reference) {
      const made = await post(`/v1/contracts/${reference}/issues`, issueRequest);
      const [{ entry }] = processes as [Process];
      const userId = String(made.body['userId']);
      const attempt = await newAttempt(entry, { userId, activationPassword });
      const reply = await atOne((one) => send(one.entry, attempt));
      const token = await readToken(entry, attempt, reply);
      await atOne((one) => confirm(one.entry, token));
      return token;
    },
    turnedAway: () => turnedAway,
  };
}

let keys = 0;

/** What `fetch` says of a connection that broke or was refused. */
function unlessBroken(error: unknown): null {
  if (error instanceof TypeError) return null;
  throw error;
}

/** Until so many more answers have come. */
export async function untilAnswered({ answered }: Balanced, count: number): Promise<void> {
  const before = answered.length;
  await expect.poll(() => answered.length, { interval: 5 }).toBeGreaterThan(before + count);
}
