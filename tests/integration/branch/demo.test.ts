/** The demo that `npm start` and `npm run dev` begin with: the sample bank and, beside it, a page of branch staff for each institution. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startBranch } from '../../../bank/branch/service/branch-service.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { createChildren } from '../../../build/run/children.mjs';
import { startBank, tellNextStep } from '../../../build/run/demo-bank.mjs';
import { SetUpStopped } from '../../../build/setup/command.mjs';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { clerkAt, testBranch } from '../../fakes/bank/branch-page.ts';
import { siteCustomer } from '../../fakes/bank/customer.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

async function demo(data = temporaryFolder()) {
  for (const program of ['bank/main.js', 'branch/main.js']) built(program);
  const place = { data, port: 0, branchPort: 0 };
  const children = createChildren();
  onTestFinished(() => children.endAll());
  return { children, ...(await startBank(children, projectFolder, place)) };
}

it('whoever starts the demo is told where the branches’ pages are and who may log in there, as a sample', async () => {
  const started = await demo();
  const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  tellNextStep(started);
  const [, text = ''] = told.mock.calls.join('\n').split('窓口用の画面と職員（見本）');
  const pages = [
    ...text.matchAll(
      / +(\S+)\/\n.*institution +(.+) \/ .*\n.*staff ID +(\S+)\n.*password +(\S+)\n/g,
    ),
  ];
  expect(pages.map(([, , name]) => name)).toEqual(institutions.map(({ name }) => name.ja));
  for (const [, url = '', name = '', id = '', password = ''] of pages) {
    const page = await clerkAt({ url }).logIn({ id, password });
    expect([page.screenId, page.html.includes(name)]).toEqual(['SKC001', true]);
  }
});

it('what a customer of either institution has applied for its staff find on their page, and what they end is ended at the bank', async () => {
  const { url, branches } = await demo();
  for (const { institution, url: branchUrl } of branches) {
    const customer = siteCustomer(url, `${institution.slug}001`);
    const { logInId, logInPassword: password } = customer.who;
    await customer.fillIn('/', '/log-in', { logInId, password });
    const { userId } = await customer.issueToken('482135');
    const clerk = clerkAt({ url: branchUrl });
    await clerk.logIn();
    const { html } = await clerk.get('/contracts/list');
    const contracts = [...html.matchAll(/href="(\/contracts\/by\/[^"]+)"/g)];
    expect(contracts).toHaveLength(1);
    const [, contract = ''] = contracts[0] ?? [];
    await clerk.get(`${contract}/void`);
    expect((await clerk.send(`${contract}/void`, { reason: '0' })).screenId).toBe('SKD002');
    expect((await customer.web.get('/otp/application')).html).not.toContain(userId);
  }
});

it('one browser is logged in at both pages at once', async () => {
  const { branches } = await demo();
  const [one, other] = branches.map(clerkAt);
  if (!one || !other) throw new Error('not two');
  await one.logIn();
  for (const [name, value] of one.cookies) other.cookies.set(name, value);
  await other.logIn();
  for (const [name, value] of other.cookies) one.cookies.set(name, value);
  for (const clerk of [one, other]) expect((await clerk.get('/contracts')).screenId).toBe('SKC001');
});

it('when the demo is ended, neither the bank nor a branch’s page is left', async () => {
  const { children, url, branches, ended } = await demo();
  await children.endAll();
  await ended;
  for (const gone of [url, ...branches.map((branch) => branch.url)]) {
    await expect(fetch(gone)).rejects.toThrow('fetch failed');
  }
});

it('a demo whose records are damaged is told which, and to delete them', async () => {
  const data = temporaryFolder();
  mkdirSync(join(data, 'bank'), { mode: 0o700 });
  writeFileSync(join(data, 'bank/clients.json'), '{');
  const started = demo(data);
  await expect(started).rejects.toBeInstanceOf(SetUpStopped);
  await expect(started).rejects.toThrow(`delete ${data} and type the same again`);
});

it.each([
  ['branch.db', 'nothing of SQLite’s, and longer than what it begins its files with'],
  ['branch-key', 'no key'],
  ['server.lock', 'nothing of SQLite’s, and longer than what it begins its files with'],
])(
  'a branch’s page whose %s is damaged says so, and what is lost by deleting it',
  async (name, content) => {
    const { options, close } = await testBranch();
    await close();
    const file = join(options.dataDir, name);
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    writeFileSync(file, content);
    await expect(startBranch(options)).rejects.toThrow(
      new RegExp(`^${file} is damaged\\. It .*: delete it`),
    );
  },
);
