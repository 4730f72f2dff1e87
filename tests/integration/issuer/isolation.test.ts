/** Two institutions in one bank stay two. */
import { expect, it } from 'vitest';
import {
  activate,
  askStatus,
  confirm,
  directoryEntry,
  newAttempt,
  readError,
  readToken,
  send,
} from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import { testBank } from '../../fakes/bank/bank.ts';

const haruna = '10020025';

it('the directory lists each with keys of its own', async () => {
  const bank = await testBank();
  const entries = await Promise.all(['10010017', haruna].map((id) => directoryEntry(bank.url, id)));
  const kids = entries.flatMap(({ encryptionKeys, signingKeys }) =>
    [...encryptionKeys, ...signingKeys].map(({ kid }) => kid),
  );
  expect(new Set(kids).size).toBe(4);
});

it('a customer of one can’t log in at the other', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank, 'haruna001');
  await customer.get('/');
  const page = await customer.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  expect(page.problem).toContain('正しくありません');
});

it('a session of one opens nothing at the other', async () => {
  const bank = await testBank();
  const one = await bankCustomer(bank, 'akagi001');
  await one.logIn();
  const session = one.cookies.get('akagi_visit') ?? '';
  const other = await bankCustomer(bank, 'haruna001');
  other.cookies.set('haruna_visit', session);
  expect((await other.get('/top')).screenId).toBe('BLI001');
});

it('a request for one can’t be opened by the other', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  const attempt = await newAttempt(customer.entry, { userId, activationPassword });
  const other = await directoryEntry(bank.url, haruna);
  const error = await readError(other, await send(other, attempt));
  expect(error).toMatchObject({ iss: haruna, code: 'key-retired' });
});

it('an issue of one is unknown to the other', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  const other = await directoryEntry(bank.url, haruna);
  const attempt = await newAttempt(other, { userId, activationPassword });
  const error = await readError(other, await send(other, attempt));
  expect(error).toMatchObject({ code: 'wrong-credentials', triesLeft: 4 });
  expect((await customer.setUpApp()).sub).toBe(userId);
});

it('a token of one is unknown to the other', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const other = await directoryEntry(bank.url, haruna);
  expect((await readError(other, await askStatus(other, token))).code).toBe('bad-request');
  expect((await readError(other, await confirm(other, token))).code).toBe('bad-request');
});

it('an answer that one gave is not repeated by the other', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  const attempt = await newAttempt(customer.entry, { userId, activationPassword });
  await readToken(customer.entry, attempt, await send(customer.entry, attempt));
  const other = await directoryEntry(bank.url, haruna);
  expect((await send(other, attempt)).status).toBe(409);
});

it('pages and mail of one never name the other', async () => {
  const bank = await testBank();
  const names = { akagi001: 'はるな', haruna001: 'あかぎ' };
  for (const [logInId, foreign] of Object.entries(names)) {
    const customer = await bankCustomer(bank, logInId);
    await customer.logIn();
    await customer.applyForToken();
    for (const path of ['/', '/top', '/account', '/otp', '/otp/application', '/services', '/app']) {
      expect((await customer.get(path)).html).not.toContain(foreign);
    }
  }
  const box = async () => (await fetch(`${bank.url}/mailbox`)).text();
  await expect.poll(async () => (await box()).split('<article').length).toBe(3);
  for (const mail of (await box()).split('<article').slice(1)) {
    expect(mail.includes('あかぎ')).not.toBe(mail.includes('はるな'));
  }
});

it('each has its own colour, and names the other’s nowhere', async () => {
  const bank = await testBank();
  const theme = async (slug: string) => (await fetch(`${bank.url}/${slug}/theme.css`)).text();
  expect(await theme('akagi')).toContain('#5b478f');
  expect(await theme('haruna')).toContain('#1d5c86');
  expect(await theme('akagi')).not.toContain('#1d5c86');
});

it('each makes codes of its own kind', async () => {
  const bank = await testBank();
  const kinds = [];
  for (const logInId of ['akagi001', 'haruna001']) {
    const customer = await bankCustomer(bank, logInId);
    await customer.logIn();
    const userId = await customer.applyForToken();
    const { otp } = await activate(customer.entry, { userId, activationPassword });
    kinds.push([otp.algorithm, otp.digits]);
  }
  expect(kinds).toEqual([
    ['SHA1', 6],
    ['SHA256', 8],
  ]);
});
