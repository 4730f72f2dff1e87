/** How the bank keeps log-in and confirmation passwords. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { hashPassword, isPasswordRight } from '../../../bank/customers/password.ts';

it('the right password fits its hash, and another does not', async () => {
  const hash = await hashPassword('sample001');
  expect(await isPasswordRight('sample001', hash)).toBe(true);
  expect(await isPasswordRight('sample002', hash)).toBe(false);
});

it('nothing fits where there is no hash', async () => {
  expect(await isPasswordRight('sample001', null)).toBe(false);
});

it('two hashes of one password differ, and neither holds it', async () => {
  const [one, two] = [await hashPassword('sample001'), await hashPassword('sample001')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('sample001');
});

it('hashing keeps nobody else waiting', async () => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const startedAt = performance.now();
  delay.enable();
  await Promise.all(Array.from({ length: 8 }, (_, i) => hashPassword(`sample00${i}`)));
  delay.disable();
  const took = performance.now() - startedAt;
  // On the main thread the median turn would take an eighth of it all.
  expect(delay.percentile(50) / 1e6).toBeLessThan(took / 16);
});
