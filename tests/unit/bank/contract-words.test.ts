/** Every state that a contract can have is told in words, with what staff can do about it. */
import { expect, it } from 'vitest';
import { contractWords } from '../../../bank/branch/pages/contract-words.ts';
import type { Contract } from '../../../bank/back-office/client.ts';
import { currents, lifeAfter, nexts } from '../../../bank/issuer/tokens/token-life.ts';

const states = currents.flatMap((current) => nexts.map((next) => [current, next] as const));

const byEvent = [
  ['voidIssue', 'endIssue'],
  ['unlock', 'lift'],
  ['release', 'release'],
] as const;

function contract(current: Contract['current'], next: Contract['next']): Contract {
  const has = current === 'inUse' || current === 'suspended';
  const token = {
    tokenId: 't'.repeat(22),
    issueId: 'f'.repeat(32),
    userId: '1234567890',
    device: 'Windows 11',
    issuedAt: 0,
    expiresAt: 1,
    wrongCodes: 2,
    driftSteps: 0,
    checkNumber: '123456',
  };
  const issue = {
    issueId: '0'.repeat(32),
    userId: '1234567890',
    deliveryAddress: 'hanako@example.jp',
    openedAt: 0,
    expiresAt: 1,
    deliveries: 0,
    token: next === 'issued' ? null : token,
    checkNumber: next === 'issued' ? null : '123456',
  };
  return {
    reference: '4711',
    current,
    next,
    releasedAt: current === 'released' ? 0 : null,
    token: has ? token : null,
    issue: next === 'none' ? null : issue,
    allowed: byEvent.flatMap(([name, event]) =>
      lifeAfter({ current, next }, event) ? [name] : [],
    ),
  };
}

it.each(states)('%s with %s on its way has its words and what to do next', (current, next) => {
  const words = contractWords(contract(current, next));
  const sentences = [words.current.sentence, words.next.sentence, ...words.todo];
  expect(sentences.filter((sentence) => !sentence.endsWith('。'))).toEqual([]);
  expect(words.todo.length).toBeGreaterThan(0);
  expect(words.next.facts.length > 0).toBe(next !== 'none');
});

it.each([
  ['none', 'none', []],
  ['none', 'issued', ['void']],
  ['inUse', 'none', ['release']],
  ['inUse', 'confirmed', ['void', 'release']],
  ['suspended', 'none', ['unlock', 'release']],
  ['released', 'none', []],
] as const)('%s with %s on its way: %j can be done', (current, next, deeds) => {
  expect(contractWords(contract(current, next)).deeds).toEqual(deeds);
});

it('the check number is told as soon as there is one, and the end of a set-up only while it is awaited', () => {
  const names = (next: Contract['next']) =>
    contractWords(contract('none', next)).next.facts.map(({ name }) => name);
  expect(names('issued')).toContain('設定の期限');
  expect(names('issued')).not.toContain('照合番号');
  expect(names('confirmed')).toContain('照合番号');
  expect(names('confirmed')).not.toContain('設定の期限');
});

it('the check number stands in the groups in which the customer reads it out', () => {
  const { facts } = contractWords(contract('none', 'confirmed')).next;
  expect(facts).toContainEqual({ name: '照合番号', value: '123 456' });
});
