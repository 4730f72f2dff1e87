/** Limits per address: reached on purpose, and last, since what comes after has to wait. */
import { NotTried, Wrong, expectSame } from '../check.ts';
import type { Check } from '../check.ts';
import { askStatus, askTime, newAttempt, newId, sendAttempt } from '../client/ask.ts';
import type { Answer } from '../client/read-answer.ts';
import type { Kit } from '../kit.ts';
import { unknownUser } from './guessing.ts';
import { expectLater } from './refusals.ts';

const atOnce = 10;
const section = 'Guessing';

export const limitChecks: readonly Check[] = [
  {
    name: 'time-limit-told',
    section,
    run: async (kit) => expectToldIfMet(kit, askTime),
  },
  {
    name: 'status-limit-told',
    section,
    // Of tokens that nobody has: one that there is would have to be activated first.
    run: async (kit) =>
      expectToldIfMet(kit, (hasty) => askStatus(hasty, { tokenId: newId(), otp: anyOtp })),
  },
  {
    name: 'too-many-told',
    section,
    async run(kit) {
      const refused = await meetLimit(kit, guess);
      // Without one anybody may guess at as many users as they like.
      if (!refused) throw new Wrong('too-many-requests', `200… (${kit.limitRequests})`);
      expectTold(refused);
    },
  },
];

const anyOtp = { algorithm: 'SHA1', digits: 6, period: 60, secret: 'AAAA' };

/** Nobody learns anything by such questions: a server may take as many as it can. */
async function expectToldIfMet(kit: Kit, ask: (hasty: Kit) => Promise<Answer>): Promise<void> {
  const refused = await meetLimit(kit, ask);
  if (!refused) throw new NotTried('no-limit', String(kit.limitRequests));
  expectTold(refused);
}

function expectTold(refused: Answer): void {
  expectLater(refused, 'too-many-requests');
  expectSame('HTTP', 429, refused.reply.status);
}

/** The first answer that says so. Throws a NotTried where none is to be met. */
async function meetLimit(
  kit: Kit,
  ask: (hasty: Kit) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (kit.limitRequests === 0) throw new NotTried('no-option', '--limit-requests');
  const hasty = { ...kit, send: kit.sendOnce };
  for (let sent = 0; sent < kit.limitRequests; sent += atOnce) {
    const answers = await Promise.all(Array.from({ length: atOnce }, () => ask(hasty)));
    const refused = answers.find(
      ({ code, reply }) => code === 'too-many-requests' || reply.status === 429,
    );
    if (refused) return refused;
  }
  return undefined;
}

/** At a user that nobody is. */
const guess = (hasty: Kit) =>
  sendAttempt(hasty, newAttempt(hasty, { userId: unknownUser(), activationPassword: '0000' }));
