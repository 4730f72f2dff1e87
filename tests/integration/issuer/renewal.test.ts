/** What a renewal takes over from the token that it renews, and what it leaves as it was. */
import { expect, it } from 'vitest';
import type { IssuedToken } from '../../../shared/protocol.ts';
import {
  codeAt,
  confirm,
  newRenewal,
  readToken,
  sendRenewal,
  statusOf,
} from '../../fakes/bank/app.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Scene = { bank: TestBank; customer: BankCustomer<TestBank>; token: IssuedToken };

async function userOf(stepsAway = 0): Promise<Scene> {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const scene = { bank, customer, token };
  if (stepsAway !== 0) await setDrift(scene, stepsAway);
  bank.clock.moveBy(5 * 365 * day - 29 * day);
  return scene;
}

/** Two codes in a row from outside the window set the drift. */
async function setDrift({ bank, customer, token }: Scene, stepsAway: number): Promise<void> {
  const typeCode = () => customer.logIn(codeAt(token, bank.clock.now(), stepsAway));
  // Far enough from the code of 利用開始, for none of an older step is taken.
  bank.clock.moveBy(20 * minute);
  expect((await typeCode()).screenId).toBe('BLI023');
  bank.clock.moveBy(minute);
  expect((await typeCode()).screenId).toBe('BPT001');
}

async function renew({ customer: { entry }, token }: Scene): Promise<IssuedToken> {
  const renewal = await newRenewal(entry, token);
  return readToken(entry, renewal, await sendRenewal(entry, token, renewal));
}

it.each([
  [3, 'ahead'],
  [-3, 'behind'],
])('a PC whose clock is %i steps away (%s) is understood after a renewal', async (away) => {
  const scene = await userOf(away);
  const { bank, customer } = scene;
  const renewed = await renew(scene);
  await confirm(customer.entry, renewed);
  const page = await customer.logIn(codeAt(renewed, bank.clock.now(), away));
  expect(page.screenId).toBe('BPT001');
});

it('so it is when the confirmation was lost', async () => {
  const scene = await userOf(3);
  const { bank, customer, token } = scene;
  const renewed = await renew(scene);
  const page = await customer.logIn(codeAt(renewed, bank.clock.now(), 3));
  expect(page.screenId).toBe('BPT001');
  expect(await statusOf(customer.entry, token)).toBe('released');
});

it('a suspension outlasts a renewal, and unlock then lifts it', async () => {
  const scene = await userOf();
  const { bank, customer } = scene;
  const renewed = await renew(scene);
  await customer.logIn();
  for (let i = 0; i < 5; i += 1) await customer.submit('/log-in/otp', { code: '000000' });
  await confirm(customer.entry, renewed);
  expect(await statusOf(customer.entry, renewed)).toBe('suspended');
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  const page = await customer.logIn(codeAt(renewed, bank.clock.now()));
  expect(page.screenId).toBe('BPT001');
});

it('an issue on its way to a new PC outlasts a renewal on the old one', async () => {
  const scene = await userOf();
  const { bank, customer, token } = scene;
  await customer.logIn(codeAt(token, bank.clock.now()));
  await customer.applyForToken();
  const renewed = await renew(scene);
  await confirm(customer.entry, renewed);
  const onNewPc = await customer.setUpApp();
  expect(await statusOf(customer.entry, renewed)).toBe('inUse');
  await customer.startUsing(onNewPc);
  expect(await statusOf(customer.entry, renewed)).toBe('released');
  expect(await statusOf(customer.entry, onNewPc)).toBe('inUse');
});
