/** Limits per address: reached on purpose, and last, since what comes after has to wait. */
import { NotTried, Wrong, expectSame, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import { newAttempt, read } from '../client/ask.ts';
import type { Answer } from '../client/read-answer.ts';
import type { Kit } from '../kit.ts';
import { unknownUser } from './guessing.ts';

const atOnce = 10;

export const limitChecks: readonly Check[] = [
  {
    name: 'too-many-told',
    section: 'Guessing',
    async run(kit) {
      if (kit.limitRequests === 0) throw new NotTried('no-option', '--limit-requests');
      const refused = await meetLimit(kit);
      if (!refused) throw new Wrong('too-many-requests', `200… (${kit.limitRequests})`);
      const seconds = refused.payload['retryAfterSeconds'];
      expectThat(typeof seconds === 'number', 'retryAfterSeconds', String(seconds));
      expectSame('Retry-After', String(seconds), refused.reply.headers.get('retry-after'));
    },
  },
];

/** The first answer that says so, of guesses at users that nobody is. */
async function meetLimit(kit: Kit): Promise<Answer | undefined> {
  for (let sent = 0; sent < kit.limitRequests; sent += atOnce) {
    const answers = await Promise.all(Array.from({ length: atOnce }, () => guessOnce(kit)));
    const refused = answers.find(({ code }) => code === 'too-many-requests');
    if (refused) return refused;
  }
  return undefined;
}

async function guessOnce(kit: Kit): Promise<Answer> {
  const { path, body, attemptId, device } = newAttempt(kit, {
    userId: unknownUser(),
    activationPassword: '0000',
  });
  const reply = await kit.sendOnce({ method: 'POST', path, body, type: 'application/jose' });
  return read(kit, reply, { kind: 'token', route: path, body, attemptId, members: {}, device });
}
