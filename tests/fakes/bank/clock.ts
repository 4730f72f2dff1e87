/** A bank whose clock was wrong for a while, and the operator who sets it right. */
import { runOperator } from '../../../bank/operator/operator.ts';
import type { TestBank } from './bank.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** By how much. Ten years is more than a token's life. */
export const offs = [
  ['a day', day],
  ['ten years', 3653 * day],
] as const;

export const operator = (bank: TestBank, ...args: string[]) =>
  runOperator([...args, '--data', bank.options.dataDir], bank.clock.now);

/** What docs/reference-bank.md tells an operator to do about a clock that was ahead. */
export async function setBack(bank: TestBank, ms: number): Promise<void> {
  bank.clock.moveBy(-ms);
  await operator(bank, 'repair-clock');
}
