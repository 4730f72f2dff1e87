/** Whether the log-in page tells passwords to whoever comes. */
import { expect, it } from 'vitest';
import { demoCustomers } from '../../../bank/customers/demo-customers.ts';
import { testBank } from '../../fakes/bank/bank.ts';

const passwords = demoCustomers.flatMap(({ logInPassword, confirmationPassword }) => [
  logInPassword,
  confirmationPassword,
]);

it.each([
  ['no password without the switch', {}, []],
  ['the sample customers’ passwords with it', { sampleLogIns: true }, passwords],
])('the log-in page shows %s', async (_what, options, shown) => {
  const bank = await testBank(options);
  const pages = await Promise.all(
    ['akagi', 'haruna'].map(async (slug) => (await fetch(`${bank.url}/${slug}/`)).text()),
  );
  const found = passwords.filter((password) => pages.join('\n').includes(password));
  expect(found).toEqual(shown);
});
