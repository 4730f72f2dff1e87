/** The demo that `npm start` and `npm run dev` begin with: the sample bank and, beside it, the page of its branch's staff. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { createChildren } from '../../../build/run/children.mjs';
import { startBank, tellNextStep } from '../../../build/run/demo-bank.mjs';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { clerkAt } from '../../fakes/bank/branch-page.ts';
import { siteCustomer } from '../../fakes/bank/customer.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

async function demo() {
  for (const program of ['bank/main.js', 'branch/main.js']) built(program);
  const place = { data: temporaryFolder(), port: 0, branchPort: 0 };
  const children = createChildren();
  onTestFinished(() => children.endAll());
  return { children, ...(await startBank(children, projectFolder, place)) };
}

it('whoever starts the demo is told where the branch’s page is and who may log in there, as a sample', async () => {
  const started = await demo();
  const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  tellNextStep(started);
  const text = told.mock.calls.join('\n');
  expect(text).toContain('窓口の職員（見本） / sample branch staff');
  const [, url = ''] = /窓口用の画面（見本）.*\n +(\S+)\/\n/.exec(text) ?? [];
  const [, id = '', password = ''] =
    /職員ID \/ staff ID +(\S+)\n +パスワード \/ password +(\S+)\n/.exec(text) ?? [];
  expect((await clerkAt({ url }).logIn({ id, password })).screenId).toBe('SKC001');
});

it('what a customer has applied for the staff find on their page, and what they end is ended at the bank', async () => {
  const { url, branchUrl } = await demo();
  const customer = siteCustomer(url, 'akagi001');
  const { logInId, logInPassword: password } = customer.who;
  await customer.fillIn('/', '/log-in', { logInId, password });
  const { userId } = await customer.issueToken('482135');
  const clerk = clerkAt({ url: branchUrl });
  await clerk.logIn();
  const [, contract = ''] =
    /href="(\/contracts\/by\/[^"]+)"/.exec((await clerk.get('/contracts/list')).html) ?? [];
  await clerk.get(`${contract}/void`);
  expect((await clerk.send(`${contract}/void`, { reason: '0' })).screenId).toBe('SKD002');
  expect((await customer.web.get('/otp/application')).html).not.toContain(userId);
});

it('when the demo is ended, neither the bank nor the branch’s page is left', async () => {
  const { children, url, branchUrl, ended } = await demo();
  await children.endAll();
  await ended;
  for (const gone of [url, branchUrl]) await expect(fetch(gone)).rejects.toThrow('fetch failed');
});
