/** The bank's clock stands before what has been recorded: nothing that goes by it is answered, at the start and while it runs. */
import { expect, it, vi } from 'vitest';
import { startBank } from '../../../bank/server.ts';
import { codeAt, newAttempt, send } from '../../fakes/bank/app.ts';
import { operator, testBank, testClock } from '../../fakes/bank/bank.ts';
import { day, hour, minute, offs, repairBoth } from '../../fakes/bank/clock.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';

/** A bank that has recorded something an hour ago, and what it says of itself. */
async function busyBank() {
  const said: string[] = [];
  const log = {
    info: (event: string) => void said.push(`INFO ${event}`),
    error: (event: string) => void said.push(`ERROR ${event}`),
  };
  const bank = await testBank({ log });
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  return { bank, customer, userId, said };
}

it.each(offs)(
  'set back by %s while it runs: pages and issuer refuse, with a wait',
  async (_w, ms) => {
    const { bank, customer, userId, said } = await busyBank();
    const attempt = await newAttempt(customer.entry, { userId, activationPassword: '482135' });
    bank.clock.moveBy(-ms);
    const page = await customer.get('/');
    expect(page).toMatchObject({ status: 503, screenId: 'BER007', retryAfter: '60' });
    expect(page.html).toContain('お手続きは行っていません');
    expect((await customer.post('/log-in', {})).status).toBe(503);
    for (const path of ['/', '/directory.jws', '/akagi', '/haruna/issuer/time?nonce=x']) {
      const { status, headers } = await fetch(`${bank.url}${path}`, { redirect: 'manual' });
      expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '60']);
    }
    for (const path of ['/mailbox', '/assets/style.css', '/akagi/theme.css']) {
      expect([path, (await fetch(bank.url + path)).status]).toEqual([path, 200]);
    }
    // Nothing signed: it would state a time that is doubted.
    const { status, body } = await send(customer.entry, attempt);
    expect([status, JSON.parse(body)]).toMatchObject([503, { status: 503 }]);
    // On PostgreSQL the records are looked up first, and nobody is answered meanwhile.
    const told = async () => {
      await customer.get('/');
      return said;
    };
    await expect.poll(told).toEqual(['ERROR clock-before-records']);

    bank.clock.moveBy(ms);
    expect((await customer.logIn()).screenId).toBe('BPT001');
    expect((await send(customer.entry, attempt)).status).toBe(200);
    expect(said).toEqual(['ERROR clock-before-records', 'INFO clock-agrees-with-records']);
  },
);

it('a clock that can’t be read is doubted until it can: pages and issuer refuse, with a wait', async () => {
  const clock = testClock();
  const now = vi.fn<() => number>(clock.now);
  const bank = await testBank({ clock, now });
  const customer = await bankCustomer(bank);
  const time = `${customer.entry.issuerUrl}/time?nonce=${'A'.repeat(22)}`;
  now.mockImplementation(() => {
    throw new Error('no clock');
  });
  expect(await customer.get('/')).toMatchObject({ status: 503, screenId: 'BER007' });
  const { status, headers } = await fetch(time);
  expect([status, headers.get('retry-after')]).toEqual([503, '60']);

  now.mockImplementation(clock.now);
  expect((await customer.logIn()).screenId).toBe('BPT001');
  expect((await fetch(time)).status).toBe(200);
});

it('set back while it runs: it goes on once an operator says that the clock is right', async () => {
  const { bank, customer, said } = await busyBank();
  bank.clock.moveBy(-day);
  expect((await customer.get('/')).status).toBe(503);
  // The service is asked, which goes by no such clock either.
  await expect(operator(bank, 'list')).rejects.toThrow('operator repair-clock');
  expect((await customer.get('/')).status).toBe(503);
  await repairBoth(bank);
  await expect.poll(async () => (await customer.get('/')).status).toBe(200);
  expect((await customer.logIn()).screenId).toBe('BPT001');
  expect(said).toEqual(['ERROR clock-before-records', 'INFO clock-agrees-with-records']);

  // What is recorded from then on counts again.
  bank.clock.moveBy(-hour);
  expect((await customer.get('/')).status).toBe(503);
});

it('small steps back are taken, but not many of them', async () => {
  const { bank, customer } = await busyBank();
  bank.clock.moveBy(-minute);
  expect((await customer.get('/')).status).toBe(200);
  bank.clock.moveBy(-minute);
  expect((await customer.get('/')).status).toBe(200);
  bank.clock.moveBy(-1000);
  expect((await customer.get('/')).status).toBe(503);
});

it('a clock that was ahead while nothing was recorded is no reason to refuse', async () => {
  const { bank, customer, said } = await busyBank();
  bank.clock.moveBy(day);
  expect((await customer.get('/')).status).toBe(200);
  bank.clock.moveBy(-day);
  // On PostgreSQL the records are looked up first.
  await expect.poll(async () => (await customer.get('/')).status).toBe(200);
  expect(said).toEqual([]);
});

it('what another process has recorded counts as well', async () => {
  const { bank, customer } = await busyBank();
  bank.clock.moveBy(day);
  await operator(bank, 'audit');
  expect((await customer.get('/')).status).toBe(200);
  bank.clock.moveBy(-day);
  expect((await customer.get('/')).status).toBe(503);
});

it('the bank does not start before what it has recorded, until an operator says that the clock is right', async () => {
  const { bank } = await busyBank();
  await bank.close();
  bank.clock.moveBy(-day);
  await expect(startBank(bank.options)).rejects.toThrow('repair-clock');
  await repairBoth(bank);
  const again = await startBank(bank.options);
  expect(again.url).toContain('http');
  await again.close();
});

it('no code is taken, and none counted as wrong, while the clock is doubted', async () => {
  const { bank, customer } = await busyBank();
  const token = await customer.setUpApp();
  await customer.startUsing(token);
  bank.clock.moveBy(minute);
  await customer.logIn();
  bank.clock.moveBy(-day);
  for (let i = 0; i < 6; i += 1) await customer.post('/log-in/otp', { code: '000000' });
  bank.clock.moveBy(day);
  expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
});
