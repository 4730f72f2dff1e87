/** What is out of date goes a little at a time: nobody's request waits for all of it. */
import { expect, it } from 'vitest';
import { deleteSome, tidy } from '../../../bank/service/storage/work.ts';
import { changeRows, rowsOf } from '../../fakes/bank/database.ts';
import { testIssuer } from '../../fakes/bank/issuer.ts';

const text = deleteSome('tries', 'subject', 'last_at < ?');
const minute = 60_000;

async function filled(count: number) {
  const { storage } = await testIssuer();
  await storage.commit(function* () {
    for (let n = 0; n < count; n += 1) {
      yield {
        text: 'INSERT INTO tries (subject, count, last_at) VALUES (?, 1, 5)',
        values: [Buffer.from(String(n))],
        wants: 'run',
      };
    }
  });
  const owner = {};
  const tidyAt = (at: number) => storage.commit(() => tidy(owner, text, at, 10));
  const left = async () => (await rowsOf(storage, 'SELECT subject FROM tries')).length;
  return { storage, tidyAt, left };
}

it('of very many the first ones go, and the next ones at once with the next request', async () => {
  const { tidyAt, left } = await filled(1200);
  await tidyAt(minute);
  expect(await left()).toBe(700);
  await tidyAt(minute);
  await tidyAt(minute);
  expect(await left()).toBe(0);
});

it('when there are no more, nobody looks again for a minute', async () => {
  const { storage, tidyAt, left } = await filled(1);
  await tidyAt(minute);
  await changeRows(
    storage,
    'INSERT INTO tries (subject, count, last_at) VALUES (?, 1, 5)',
    Buffer.from('x'),
  );
  await tidyAt(minute + 1);
  expect(await left()).toBe(1);
  await tidyAt(2 * minute);
  expect(await left()).toBe(0);
});
