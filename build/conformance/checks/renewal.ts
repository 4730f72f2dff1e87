/** A new secret and a new end: what can be tried of it depends on how long the server's tokens live. */
import { NotTried, expectCode, expectSame, expectThat } from '../check.ts';
import type { Check } from '../check.ts';
import {
  askStatus,
  askTime,
  confirm,
  newConfirmedToken,
  newRenewal,
  proofOf,
  sendAttempt,
  tokenOf,
} from '../client/ask.ts';
import type { Token } from '../client/ask.ts';
import type { Kit } from '../kit.ts';
import { startedToken, takeCode } from './started.ts';

const section = 'Renewal';
const opensBeforeEndMs = 30 * 24 * 60 * 60_000;

/** Throws a NotTried where the server's tokens live for longer than a renewal is open. */
async function renewableToken(kit: Kit): Promise<Token> {
  const token = await startedToken(kit);
  const { payload } = await askTime(kit);
  if (token.expiresAt - Number(payload['serverTime']) > opensBeforeEndMs) {
    throw new NotTried('not-open', '30 d');
  }
  return token;
}

const falseMac = proofOf('AAAA', 'nothing');
const needs = ['start'] as const;

export const renewalChecks: readonly Check[] = [
  {
    name: 'renewal-not-in-use',
    section,
    async run(kit) {
      const attempt = newRenewal(kit, await newConfirmedToken(kit));
      expectCode(await sendAttempt(kit, attempt), 'bad-request');
    },
  },
  {
    name: 'renews',
    section,
    needs,
    async run(kit) {
      const old = await renewableToken(kit);
      const attempt = newRenewal(kit, old);
      const answer = expectCode(await sendAttempt(kit, attempt), '200');
      const token = tokenOf(answer, old.userId);
      expectThat(token.tokenId !== old.tokenId, 'tokenId 1 ≠ 2', 'tokenId 1 = 2');
      expectThat(token.otp.secret !== old.otp.secret, 'otp.secret 1 ≠ 2', 'otp.secret 1 = 2');
      const again = await sendAttempt(kit, attempt);
      expectThat(answer.reply.bytes.equals(again.reply.bytes), 'answer 1 = 2', 'answer 1 ≠ 2');
    },
  },
  {
    name: 'renewal-takes-over',
    section,
    needs,
    async run(kit) {
      const old = await renewableToken(kit);
      const token = tokenOf(await sendAttempt(kit, newRenewal(kit, old)), old.userId);
      expectSame('state', 'inUse', (await askStatus(kit, old)).payload['state']);
      expectCode(await confirm(kit, token), '200');
      expectSame('state', 'released', (await askStatus(kit, old)).payload['state']);
      expectSame('state', 'inUse', (await askStatus(kit, token)).payload['state']);
    },
  },
  {
    name: 'renewal-both-work',
    section,
    needs: ['start', 'code'],
    async run(kit) {
      const old = await renewableToken(kit);
      await sendAttempt(kit, newRenewal(kit, old));
      // The step of 利用開始 is taken; the next one is within what a bank takes.
      expectThat(await takeCode(kit, old, 1), 'taken', 'not taken');
    },
  },
  {
    name: 'renewal-wrong-mac',
    section,
    needs,
    async run(kit) {
      const token = await renewableToken(kit);
      const attempt = newRenewal(kit, token, { members: { mac: falseMac } });
      expectCode(await sendAttempt(kit, attempt), 'bad-request');
    },
  },
  {
    name: 'renewal-other-token',
    section,
    needs,
    async run(kit) {
      const [one, other] = [await renewableToken(kit), await renewableToken(kit)];
      const attempt = newRenewal(kit, one);
      const path = `/tokens/${other.tokenId}/renewal`;
      expectCode(await sendAttempt(kit, { ...attempt, path }), 'bad-request');
    },
  },
];
