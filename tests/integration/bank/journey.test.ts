/** STEP 1 to 4 of the customer manual, over HTTP. */
import { expect, it } from 'vitest';
import { checkNumber } from '../../../bank/issuer/tokens/token.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import { textOf } from '../../fakes/bank/visitor.ts';

it('a customer applies for a token, gets the mail, sets up the app, starts and logs in with a code', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);

  expect((await customer.get('/')).screenId).toBe('BLI001');
  expect((await customer.logIn()).screenId).toBe('BPT001');
  expect((await customer.get('/otp')).html).toContain('ワンタイムパスワード申請メニュー');
  expect((await customer.get('/otp/application')).html).toContain('未申請');
  const userId = await customer.applyForToken();
  expect(userId).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  const issued = await customer.get('/otp/application');
  expect(issued.html).toContain('トークン発行済');
  expect(textOf(issued, 'service-id')).toBe('10010017');
  expect(textOf(issued, 'check-number')).toBeNull();

  const mailbox = async () => (await fetch(`${bank.url}/mailbox`)).text();
  await expect.poll(mailbox).toContain(mailAddress);
  const mail = await mailbox();
  expect(mail).toContain('トークン発行のご案内');
  expect(mail).toContain(`サービスID: 10010017`);
  expect(mail).toContain(`ユーザID: ${userId}`);

  const token = await customer.setUpApp();
  const delivered = await customer.get('/otp/application');
  const secret = Buffer.from(token.otp.secret, 'base64url');
  expect(textOf(delivered, 'check-number')).toBe(checkNumber(secret, token.tokenId));

  expect((await customer.startUsing(token)).screenId).toBe('BOK002');
  expect((await customer.get('/otp/application')).html).toContain('利用中');
  await customer.submit('/log-out');

  bank.clock.moveBy(60_000);
  expect((await customer.logIn()).screenId).toBe('BLI023');
  const top = await customer.submit('/log-in/otp', { code: codeAt(token, bank.clock.now()) });
  expect(top.screenId).toBe('BPT001');
});
