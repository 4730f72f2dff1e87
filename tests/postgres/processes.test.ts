/** Four processes on one database do each thing once, whichever of them it comes to, and count as one. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { codeAt, newAttempt, readError, readToken, send, statusOf } from '../fakes/bank/app.ts';
import { activationPassword, issueRequest } from '../fakes/bank/issuer.ts';
import { amount, figure } from '../faults/support/scratch.ts';
import { clock, putInUse, startCluster } from './support/cluster.ts';
import type { Process } from './support/cluster.ts';
import { connectTo } from './support/database.ts';
import { wrongCodes } from './support/wrong-codes.ts';

/** The events of the audit log, counted by their names. */
async function eventsIn(databaseUrl: string): Promise<Record<string, number>> {
  const client = await connectTo(databaseUrl);
  const { rows } = await client.query<{ event: string; count: number }>(
    'SELECT event, count(*)::int FROM audit GROUP BY event',
  );
  return Object.fromEntries(rows.map(({ event, count }) => [event, count]));
}

function counted(words: unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[String(word)] = (counts[String(word)] ?? 0) + 1;
  return counts;
}

const fill = <T>(count: number, make: (place: number) => T): T[] =>
  Array.from({ length: count }, (_, place) => make(place));

/** As an institution asks: told to come again, since others have the contract or the connections, it does so by the same key. */
async function logIn(
  { office }: Process,
  reference: string,
  code: string,
  key = randomBytes(8).toString('hex'),
) {
  for (;;) {
    const request = { code, purpose: 'log-in' };
    const answer = await office.post(`/v1/contracts/${reference}/codes`, request, { key });
    if (answer.status !== 503) return answer;
  }
}

it('of a code that comes to all of them at once, several times each, one is accepted', async () => {
  // All but one of each code count as wrong.
  const { processes, databaseUrl } = await startCluster(4, {
    args: ['--wrong-codes-before-stop', '1000'],
  });
  const [tokens, times] = [25, 3];
  const turns = amount(1, 17);
  const began = performance.now();
  let asked = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const references = fill(tokens, (place) => `turn-${turn}-${place}`);
    const inUse = await Promise.all(
      references.map(async (reference, place) => ({
        reference,
        token: await putInUse(processes[place % 4] as Process, reference),
      })),
    );
    for (const stepsAway of [0, 1]) {
      const answers = await Promise.all(
        inUse.map(({ reference, token }) =>
          Promise.all(
            fill(times * 4, (place) =>
              logIn(
                processes[place % 4] as Process,
                reference,
                codeAt(token, clock.now(), stepsAway),
              ),
            ),
          ),
        ),
      );
      asked += answers.flat().length;
      const verdicts = answers.map((ofOne) => counted(ofOne.map(({ body }) => body['verdict'])));
      expect(verdicts).toEqual(fill(tokens, () => ({ accepted: 1, wrong: times * 4 - 1 })));
    }
  }
  figure(
    `${asked} verifications at 4 processes in ${Math.round(performance.now() - began)} ms, with their set-up`,
  );
  const client = await connectTo(databaseUrl);
  const { rows } = await client.query(
    `SELECT customer, step FROM audit WHERE event = 'code-accepted' GROUP BY customer, step HAVING count(*) > 1`,
  );
  expect(rows).toEqual([]);
  expect((await eventsIn(databaseUrl))['code-accepted']).toBe(tokens * turns * 3);
}, 1_200_000);

it('five wrong codes stop a token, whichever processes they come to, and a right one then helps nobody', async () => {
  const { processes, databaseUrl } = await startCluster(4);
  const token = await putInUse(processes[0] as Process, '1');
  const answers = await Promise.all(
    wrongCodes(token, 12).map((code, place) => logIn(processes[place % 4] as Process, '1', code)),
  );
  expect(counted(answers.map(({ body }) => body['verdict']))).toEqual({ wrong: 4, stopped: 8 });
  const later = await Promise.all(
    processes.map((one) => logIn(one, '1', codeAt(token, clock.now()))),
  );
  expect(counted(later.map(({ body }) => body['verdict']))).toEqual({ stopped: 4 });
  expect(await eventsIn(databaseUrl)).toMatchObject({
    'code-wrong': 5,
    'code-suspended': 1,
    'code-while-suspended': 11,
    'code-accepted': 1,
  });
});

it('the same request at all of them at once is done once, and answered alike', async () => {
  const { processes, databaseUrl } = await startCluster(4);
  const ask = (work: (one: Process) => Promise<{ status: number; text: string }>) =>
    Promise.all(fill(12, (place) => work(processes[place % 4] as Process)));
  const path = '/v1/contracts/1/issues';
  const made = await ask(({ office }) => office.post(path, issueRequest, { key: 'one' }));
  expect(new Set(made.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(made[0]?.status).toBe(200);

  const token = await putInUse(processes[0] as Process, '2');
  const taken = await ask((one) => logIn(one, '2', codeAt(token, clock.now()), 'two'));
  expect(counted(taken.map(({ text }) => text))).toEqual({
    '{"verdict":"accepted","current":"inUse","next":"none"}': 12,
  });
  expect(await eventsIn(databaseUrl)).toMatchObject({
    'issue-made': 2,
    'code-accepted': 2,
  });
});

it('a key that comes with two requests at once is one’s alone', async () => {
  const { processes } = await startCluster(4);
  const path = (place: number) => `/v1/contracts/${place}/issues`;
  const answers = await Promise.all(
    processes.map(({ office }, place) => office.post(path(place), issueRequest, { key: 'one' })),
  );
  expect(counted(answers.map(({ status }) => status))).toEqual({ 200: 1, 422: 3 });
});

it('an assertion proves who a client is at one of them, once', async () => {
  const { processes } = await startCluster(4, {
    args: ['--back-office-url', 'https://office.example'],
  });
  const [first] = processes as [Process];
  const assertion = await first.office.assertion({ aud: 'https://office.example' });
  const answers = await Promise.all(
    fill(8, (place) => (processes[place % 4] as Process).office.exchange(assertion)),
  );
  expect(counted(answers.map(({ status }) => status))).toEqual({ 200: 1, 401: 7 });
});

it('the same bytes of an app at all of them at once bring one token, and the same bytes back', async () => {
  const { processes, databaseUrl } = await startCluster(4);
  const [first] = processes as [Process];
  const made = await first.office.post('/v1/contracts/1/issues', issueRequest);
  const userId = String(made.body['userId']);
  const attempt = await newAttempt(first.entry, { userId, activationPassword });
  const replies = await Promise.all(
    fill(12, (place) => send((processes[place % 4] as Process).entry, attempt)),
  );
  expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
  const token = await readToken(first.entry, attempt, replies[0] as (typeof replies)[number]);
  expect(await statusOf(first.entry, token)).toBe('waiting');
  expect(await eventsIn(databaseUrl)).toMatchObject({ 'token-delivered': 1 });
  const client = await connectTo(databaseUrl);
  expect((await client.query('SELECT id FROM tokens')).rows).toEqual([{ id: token.tokenId }]);
});

it('wrong activation passwords are counted over all of them, and the fifth ends the issue', async () => {
  const { processes, databaseUrl } = await startCluster(4);
  const [first] = processes as [Process];
  const made = await first.office.post('/v1/contracts/1/issues', issueRequest);
  const userId = String(made.body['userId']);
  const guess = async (one: Process, password: string) => {
    const attempt = await newAttempt(one.entry, { userId, activationPassword: password });
    const { code, triesLeft } = await readError(one.entry, await send(one.entry, attempt));
    return `${code} ${triesLeft ?? ''}`.trim();
  };
  const answers = await Promise.all(
    fill(8, (place) => guess(processes[place % 4] as Process, `0000${place}`)),
  );
  expect(answers.toSorted()).toEqual([
    ...fill(4, () => 'issue-void'),
    'wrong-credentials 1',
    'wrong-credentials 2',
    'wrong-credentials 3',
    'wrong-credentials 4',
  ]);
  expect(await guess(processes[3] as Process, activationPassword)).toBe('issue-void');
  expect(await eventsIn(databaseUrl)).toMatchObject({
    'activation-wrong': 5,
    'issue-ended-by-tries': 1,
  });
});
