import { expect, test } from 'vitest';
import { createInOrder } from '../../../bank/service/in-order.ts';

test('work for one subject comes one after the other, also after one that failed; another subject waits for none', async () => {
  const inOrder = createInOrder();
  const seen: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = inOrder('a', async () => {
    await gate;
    seen.push('first');
    throw new Error('the disk is full');
  });
  const second = inOrder('a', async () => seen.push('second'));
  await inOrder('b', async () => seen.push('other'));
  open();
  await expect(first).rejects.toThrow('the disk is full');
  await second;
  expect(seen).toEqual(['other', 'first', 'second']);
});
