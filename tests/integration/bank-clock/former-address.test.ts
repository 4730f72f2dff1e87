/** How long the address before a change is told of what is done, where the bank's clock was wrong at the change. */
import { expect, it } from 'vitest';
import { operator, testBank, testClock } from '../../fakes/bank/bank.ts';
import { day, minute, offs, setBack } from '../../fakes/bank/clock.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { changeRows } from '../../fakes/bank/database.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

/** A customer whose address was changed while the clock was off by so much; it stands right again. */
async function changedWhileOff(offMs: number) {
  const clock = testClock(Date.UTC(2026, 5, 15, 3, 0, 30) + Math.min(offMs, 0));
  // A new one, since one that had recorded anything would not start behind that.
  const bank = await testBank({ dataDir: temporaryFolder(), clock });
  const customer = await bankCustomer(bank);
  if (offMs > 0) clock.moveBy(offMs);
  await customer.logIn();
  for (const address of ['before@example.jp', 'after@example.jp']) {
    await customer.applyForToken();
    const change = 'UPDATE issues SET mail_address = ? WHERE ended_by IS NULL';
    await changeRows(bank.issuerStorage, change, address);
    await customer.startUsing(await customer.setUpApp());
    clock.moveBy(minute);
  }
  if (offMs > 0) await setBack(bank, offMs);
  else clock.moveBy(-offMs);
  const release = async () => {
    await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
    const told = `SELECT mail_address FROM notices WHERE kind = 'released' ORDER BY rowid`;
    // The bank reads of it in the service's log.
    const addresses = () => bank.database.prepare(told).pluck().all();
    await expect.poll(addresses).not.toEqual([]);
    return addresses();
  };
  return { clock, release };
}

it.each(offs)('ahead by %s: it is told for as much longer', async (_what, ms) => {
  const { clock, release } = await changedWhileOff(ms);
  clock.moveBy(30 * day);
  expect(await release()).toEqual(['before@example.jp', 'after@example.jp']);
});

it.each(offs)('behind by %s: it is told for as much less', async (_what, ms) => {
  const { release } = await changedWhileOff(-ms);
  const before = ms < 30 * day ? ['before@example.jp'] : [];
  expect(await release()).toEqual([...before, 'after@example.jp']);
});
