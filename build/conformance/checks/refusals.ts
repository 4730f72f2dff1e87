/** What is over and what has to wait for a while: refusals that only the institution's own side can bring about. */
import { expectCode, expectSame, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import {
  activate,
  askStatus,
  confirm,
  newAttempt,
  newConfirmedToken,
  newRenewal,
  sendAttempt,
} from '../client/ask.ts';
import type { Answer } from '../client/read-answer.ts';
import type { Kit } from '../kit.ts';
import { startedToken } from './started.ts';

const section = 'Refusals';

export const refusalChecks: readonly Check[] = [
  {
    name: 'issue-expired',
    section,
    needs: ['expire-issue'],
    async run(kit) {
      const issue = await kit.deeds.issue();
      await kit.deeds.run('expire-issue', { userId: issue.userId });
      expectCode(await activate(kit, issue), 'issue-expired');
    },
  },
  {
    name: 'token-expired',
    section,
    needs: ['start', 'expire-token'],
    async run(kit) {
      const token = await startedToken(kit);
      await kit.deeds.run('expire-token', { userId: token.userId });
      expectSame('state', 'expired', (await askStatus(kit, token)).payload['state']);
      expectCode(await sendAttempt(kit, newRenewal(kit, token)), 'token-expired');
    },
  },
  {
    name: 'token-released',
    section,
    needs: ['start', 'release'],
    async run(kit) {
      const token = await startedToken(kit);
      await kit.deeds.run('release', { userId: token.userId });
      expectCode(await sendAttempt(kit, newRenewal(kit, token)), 'token-released');
      expectCode(await confirm(kit, token), 'token-released');
    },
  },
  {
    name: 'maintenance',
    section,
    needs: ['maintenance'],
    async run(kit) {
      const token = await newConfirmedToken(kit);
      const issue = await kit.deeds.issue();
      // Six are more than the tries that an issue has: none is counted.
      const attempt = newAttempt(kit, issue);
      const others = Array.from({ length: 5 }, () => newAttempt(kit, issue));
      await duringMaintenance(kit, async () => {
        for (const each of [attempt, ...others]) {
          expectLater(await sendAttempt(kit, each), 'maintenance');
        }
        expectLater(await sendAttempt(kit, newRenewal(kit, token)), 'maintenance');
        expectLater(await confirm(kit, token), 'maintenance');
        expectLater(await askStatus(kit, token), 'maintenance');
      });
      expectCode(await sendAttempt(kit, attempt), '200');
    },
  },
];

/** It ends whatever comes of it, and where it has only half begun: all other checks would find it there. */
async function duringMaintenance(kit: Kit, tried: () => Promise<void>): Promise<void> {
  try {
    await kit.deeds.run('maintenance', { on: true });
    await tried();
  } finally {
    await kit.deeds.run('maintenance', { on: false });
  }
}

/** A refusal for a while says for how long, to the app and to whatever stands between. */
export function expectLater(answer: Answer, due: 'maintenance' | 'too-many-requests'): void {
  const { reply, payload } = expectCode(answer, due);
  const seconds = payload['retryAfterSeconds'];
  expectThat(typeof seconds === 'number', 'retryAfterSeconds', String(seconds));
  expectSame('Retry-After', String(seconds), reply.headers.get('retry-after'));
}
