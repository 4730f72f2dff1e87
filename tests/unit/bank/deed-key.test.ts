/** The name that a client of the back office gives a deed. */
import { expect, it } from 'vitest';
import { newDeedKey } from '../../../bank/back-office/deed-key.ts';

it('is a UUID of version 7, and those of a later time come later', () => {
  const at = Date.UTC(2026, 0, 1);
  const keys = [at, at + 1, at + 60_000].map((each) => newDeedKey(each));
  for (const key of keys) {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(keys.toSorted()).toEqual(keys);
  expect(newDeedKey(at)).not.toBe(newDeedKey(at));
});
