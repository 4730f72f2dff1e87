/** What the institution's own side does with codes and issues, and how the apps are told. */
import { expectCode, expectSame, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import {
  activate,
  askStatus,
  askTime,
  newConfirmedToken,
  newAttempt,
  sendAttempt,
  tokenOf,
  confirm,
} from '../client/ask.ts';
import { wrongCodeAt } from '../client/code.ts';
import { codeNow, startedToken } from './started.ts';

export const bankChecks: readonly Check[] = [
  {
    name: 'code-starts',
    section: 'Codes',
    needs: ['start'],
    async run(kit) {
      const token = await newConfirmedToken(kit);
      const code = await codeNow(kit, token);
      const { taken } = await kit.deeds.run('start', { userId: token.userId, code });
      expectThat(taken === true, 'taken', 'not taken');
      expectSame('state', 'inUse', (await askStatus(kit, token)).payload['state']);
    },
  },
  {
    name: 'wrong-code',
    section: 'Codes',
    needs: ['start'],
    async run(kit) {
      const token = await newConfirmedToken(kit);
      const at = Number((await askTime(kit)).payload['serverTime']);
      const code = wrongCodeAt(token.otp, at);
      const { taken } = await kit.deeds.run('start', { userId: token.userId, code });
      expectThat(taken !== true, 'not taken', 'taken');
    },
  },
  {
    name: 'code-once',
    section: 'Codes',
    needs: ['start', 'code'],
    async run(kit) {
      const token = await newConfirmedToken(kit);
      const { userId } = token;
      const code = await codeNow(kit, token);
      await kit.deeds.run('start', { userId, code });
      const { taken } = await kit.deeds.run('code', { userId, code });
      expectThat(taken !== true, 'not taken', 'taken');
      const next = await codeNow(kit, token, 1);
      expectThat(
        (await kit.deeds.run('code', { userId, code: next })).taken === true,
        'taken',
        'not taken',
      );
      expectThat(
        (await kit.deeds.run('code', { userId, code: next })).taken !== true,
        'not taken',
        'taken',
      );
    },
  },
  {
    name: 'wrong-codes-suspend',
    section: 'Status',
    needs: ['start', 'code'],
    async run(kit) {
      const token = await startedToken(kit);
      const at = Number((await askTime(kit)).payload['serverTime']);
      const asked = { userId: token.userId, code: wrongCodeAt(token.otp, at) };
      for (let each = 0; each < 5; each += 1) await kit.deeds.run('code', asked);
      expectSame('state', 'suspended', (await askStatus(kit, token)).payload['state']);
    },
  },
  {
    name: 'void-told',
    section: 'Refusals',
    needs: ['void'],
    async run(kit) {
      const issue = await kit.deeds.issue();
      await kit.deeds.run('void', { userId: issue.userId });
      expectCode(await activate(kit, issue), 'issue-ended');
    },
  },
  {
    name: 'release-told',
    section: 'States',
    needs: ['start', 'release'],
    async run(kit) {
      const issue = await kit.deeds.issue();
      const { userId } = issue;
      const attempt = newAttempt(kit, issue);
      const token = tokenOf(await sendAttempt(kit, attempt), userId);
      await confirm(kit, token);
      await kit.deeds.run('start', { userId, code: await codeNow(kit, token) });
      await kit.deeds.run('release', { userId });
      expectSame('state', 'released', (await askStatus(kit, token)).payload['state']);
      const again = await sendAttempt(kit, attempt);
      expectCode(again, 'already-activated', 'issue-ended', 'token-released');
    },
  },
];
