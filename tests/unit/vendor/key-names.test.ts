/** Keys are named in commands. */
import { expect, test } from 'vitest';
import { newPrivateKey } from '../../../build/vendor/keys/key-file.ts';

test('no key has a name that a command would take for an option', async () => {
  const keys = await Promise.all(Array.from({ length: 500 }, newPrivateKey));
  expect(keys.filter(({ kid }) => kid.startsWith('-'))).toEqual([]);
});
