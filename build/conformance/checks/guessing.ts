/** Five tries and no more, whoever they are, and nothing that tells whether there is such a user. */
import { randomInt } from 'node:crypto';
import { NotTried, Wrong, expectCode, expectSame, expectThat, said } from '../check.ts';
import type { Check } from '../check.ts';
import { activate, newAttempt, sendAttempt, tokenOf } from '../client/ask.ts';
import type { Answer } from '../client/read-answer.ts';
import type { Issue, Kit } from '../kit.ts';
import { another } from './messages.ts';
import { compareTimes } from './times.ts';

const section = 'Guessing';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 50 random bits: nobody's. */
export const unknownUser = () =>
  Array.from({ length: 10 }, () => crockford[randomInt(32)]).join('');

const wrong = (issue: Issue): Issue => ({
  ...issue,
  activationPassword: another(issue.activationPassword),
});

async function guess(kit: Kit, issue: Issue, times: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let each = 0; each < times; each += 1) answers.push(await activate(kit, wrong(issue)));
  return answers;
}

/** Of a try that was looked at and was wrong. */
const isWrong = ({ code }: Answer) => code === 'wrong-credentials';
const triesLeft = ({ payload }: Answer) => payload['triesLeft'];

export const guessingChecks: readonly Check[] = [
  {
    name: 'tries-told',
    section,
    async run(kit) {
      const answers = await guess(kit, await kit.deeds.issue(), 4);
      for (const answer of answers) expectCode(answer, 'wrong-credentials');
      expectSame('triesLeft', '4, 3, 2, 1', answers.map(triesLeft).join(', '));
    },
  },
  {
    name: 'five-tries',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      await guess(kit, issue, 5);
      expectCode(await activate(kit, issue), 'issue-void');
    },
  },
  {
    name: 'try-given-back',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      await guess(kit, issue, 3);
      tokenOf(expectCode(await activate(kit, issue), '200'), issue.userId);
      const answers = await guess(kit, issue, 3);
      for (const answer of answers) expectCode(answer, 'wrong-credentials');
      expectSame('triesLeft', '4, 3, 2', answers.map(triesLeft).join(', '));
    },
  },
  {
    name: 'counted-at-once',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const attempts = Array.from({ length: 12 }, () => newAttempt(kit, wrong(issue)));
      const answers = await Promise.all(attempts.map((attempt) => sendAttempt(kit, attempt)));
      const looked = answers.filter(isWrong);
      expectThat(looked.length <= 5, 'wrong-credentials ≤ 5', `wrong-credentials ${looked.length}`);
      const left = looked.map(triesLeft);
      expectThat(new Set(left).size === left.length, 'triesLeft 4, 3, 2, 1', left.join(', '));
      expectCode(await activate(kit, issue), 'issue-void');
    },
  },
  {
    name: 'unknown-alike',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      const known = await guess(kit, issue, 6);
      const unknown = await guess(kit, { ...issue, userId: unknownUser() }, 6);
      known.forEach((answer, at) => {
        const other = unknown[at];
        if (!other) return;
        if (said(answer) !== said(other)) throw new Wrong(said(answer), said(other));
        expectSame('members', membersOf(answer), membersOf(other));
        expectSame('headers', headersOf(answer), headersOf(other));
      });
    },
  },
  {
    name: 'unknown-in-time',
    section,
    async run(kit) {
      await compareTimes(kit, wrong, unknownUser);
    },
  },
  {
    name: 'malformed-counts-nothing',
    section,
    async run(kit) {
      const issue = await kit.deeds.issue();
      for (let each = 0; each < 6; each += 1) {
        await activate(kit, issue, { members: { activationPassword: 'x' } });
      }
      const [first] = await guess(kit, issue, 1);
      if (!first || !isWrong(first)) throw new NotTried('no-token', first?.code);
      expectSame('triesLeft', 4, triesLeft(first));
    },
  },
];

const membersOf = ({ payload }: Answer) => Object.keys(payload).toSorted().join(' ');
/** What differs from answer to answer anyway is no sign. */
const headersOf = ({ reply }: Answer) =>
  [...reply.headers.keys()]
    .filter((name) => name !== 'date')
    .toSorted()
    .join(' ');
