/** A lost answer loses nothing: the same bytes, the same answer; other bytes, another delivery. */
import { expectCode, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import { activate, askStatus, confirm, newAttempt, sendAttempt, tokenOf } from '../client/ask.ts';
import type { Answer } from '../client/read-answer.ts';
import { another } from './messages.ts';

const atOnce = 8;

function expectSameBytes(answers: Answer[]): void {
  const [first, ...others] = answers;
  const other = others.findIndex(({ reply }) => !first?.reply.bytes.equals(reply.bytes));
  expectThat(other < 0, 'answer 1 = 2', `answer 1 ≠ ${other + 2} (${others[other]?.code})`);
}

const section = 'Sending again';

export const repeatingChecks: readonly Check[] = [
  {
    name: 'same-bytes',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const attempt = newAttempt(kit, issue);
      const first = await sendAttempt(kit, attempt);
      tokenOf(first, issue.userId);
      expectSameBytes([first, await sendAttempt(kit, attempt), await sendAttempt(kit, attempt)]);
    },
  },
  {
    name: 'same-bytes-at-once',
    section,
    async run(kit) {
      const attempt = newAttempt(kit, await kit.deeds.issue());
      const answers = await Promise.all(
        Array.from({ length: atOnce }, () => sendAttempt(kit, attempt)),
      );
      for (const answer of answers) expectCode(answer, '200');
      expectSameBytes(answers);
    },
  },
  {
    name: 'same-bytes-confirmed',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const attempt = newAttempt(kit, issue);
      const first = await sendAttempt(kit, attempt);
      await confirm(kit, tokenOf(first, issue.userId));
      expectSameBytes([first, await sendAttempt(kit, attempt)]);
    },
  },
  {
    name: 'wrong-bytes-once',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const activationPassword = another(issue.activationPassword);
      const attempt = newAttempt(kit, { ...issue, activationPassword });
      const answers: Answer[] = [];
      // Six are more than the tries that an issue has.
      for (let each = 0; each < 6; each += 1) {
        answers.push(expectCode(await sendAttempt(kit, attempt), 'wrong-credentials'));
      }
      expectSameBytes(answers);
      expectCode(await activate(kit, issue), '200');
    },
  },
  {
    name: 'new-delivery',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const first = tokenOf(await activate(kit, issue), issue.userId);
      const again = tokenOf(expectCode(await activate(kit, issue), '200'), issue.userId);
      expectThat(first.tokenId !== again.tokenId, 'tokenId 1 ≠ 2', 'tokenId 1 = 2');
      expectThat(first.otp.secret !== again.otp.secret, 'otp.secret 1 ≠ 2', 'otp.secret 1 = 2');
    },
  },
  {
    name: 'old-delivery-void',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const attempt = newAttempt(kit, issue);
      const first = tokenOf(await sendAttempt(kit, attempt), issue.userId);
      const again = tokenOf(await activate(kit, issue), issue.userId);
      expectCode(await confirm(kit, first), 'token-released');
      const repeated = await sendAttempt(kit, attempt);
      expectCode(repeated, 'already-activated', 'issue-ended', 'token-released');
      const state = (await askStatus(kit, first)).payload['state'];
      expectThat(state === undefined || state === 'released', 'released', String(state));
      expectCode(await confirm(kit, again), '200');
    },
  },
  {
    name: 'three-deliveries',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      tokenOf(await activate(kit, issue), issue.userId);
      for (let each = 0; each < 2; each += 1) expectCode(await activate(kit, issue), '200');
      expectCode(await activate(kit, issue), 'too-many-deliveries');
    },
  },
  {
    name: 'already-activated',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const token = tokenOf(await activate(kit, issue), issue.userId);
      expectCode(await confirm(kit, token), '200');
      expectCode(await activate(kit, issue), 'already-activated');
    },
  },
];
