/** Many log-ins at once: nobody else waits for them, and those who find no place are told so. */
import { expect, it } from 'vitest';
import { activate } from '../../fakes/bank/app.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import { holdPasswords } from '../../fakes/held-passwords.ts';
import { visitor } from '../../fakes/bank/visitor.ts';

function triesCounted({ database }: TestBank): number {
  return database.prepare('SELECT coalesce(sum(count), 0) FROM tries').pluck().get() as number;
}

/** Log-ins with a wrong password, each counted before this returns. */
async function wrongLogIns(bank: TestBank, count: number) {
  const before = triesCounted(bank);
  const answers = Array.from({ length: count }, async (_, n) => {
    const web = visitor(`${bank.url}/akagi/`);
    await web.get('/');
    return web.submit('/log-in', { logInId: `nobody${n}`, password: 'wrong000' });
  });
  await expect.poll(() => triesCounted(bank)).toBe(before + count);
  return answers;
}

it('an activation is answered before the first of the log-ins that wait', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  const { release } = holdPasswords();
  const order: string[] = [];
  const logIns = (await wrongLogIns(bank, 12)).map((answer) =>
    answer.then(() => order.push('log-in')),
  );
  await activate(customer.entry, { userId, activationPassword });
  order.push('activation');
  release();
  await Promise.all(logIns);
  expect(order).toEqual(['activation', ...logIns.map(() => 'log-in')]);
});

it('a log-in that finds no place is told so at once, keeps its ID, and is not counted', async () => {
  const bank = await testBank({ limits: { passwordPlaces: 2 } });
  const web = visitor(`${bank.url}/akagi/`);
  await web.get('/');
  const { release } = holdPasswords();
  const waiting = await wrongLogIns(bank, 2);
  const page = await web.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  expect(page).toMatchObject({ status: 503, screenId: 'BLI001', retryAfter: '5' });
  expect(page.html).toContain('ただいま混み合っています');
  expect(page.problem).toContain('入力の誤りには数えていません。5秒ほど待ってから');
  expect(page.html).toContain('value="akagi001"');
  expect(triesCounted(bank)).toBe(2);

  release();
  for (const answer of waiting) expect((await answer).status).toBe(422);
  const again = await web.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  expect(again.screenId).toBe('BPT001');
});

it('a confirmation that finds no place is told so, is not counted, and nothing is issued', async () => {
  const bank = await testBank({ limits: { passwordPlaces: 1 } });
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const [mail, password] = ['hanako@example.jp', activationPassword];
  await customer.get('/otp/issue');
  const entry = { mail, mailAgain: mail, password, passwordAgain: password };
  await customer.submit('/otp/issue', entry);
  const { release } = holdPasswords();
  const waiting = await wrongLogIns(bank, 1);
  const confirmation = 'kakunin001';
  const page = await customer.submit('/otp/issue/check', { confirmation });
  expect(page).toMatchObject({ status: 503, screenId: 'BOT002', retryAfter: '5' });
  expect(triesCounted(bank)).toBe(1);

  release();
  await Promise.all(waiting);
  const again = await customer.submit('/otp/issue/check', { confirmation });
  expect(again.screenId).toBe('BOT003');
});
