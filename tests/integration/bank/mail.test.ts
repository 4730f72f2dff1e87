/** The mail 「トークン発行のご案内」: what it says, and that it goes out once. */
import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import { rules } from '../../../bank/service/rules.ts';
import { activationLink } from '../../../shared/brand.ts';
import { startBank } from '../../../bank/server.ts';
import { activationPassword, mailAddress } from '../../fakes/bank/customer.ts';
import { applied, mailsOf } from '../../fakes/bank/mail.ts';
import type { MailRow } from '../../fakes/bank/mail.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import { ownPort } from '../../fakes/port.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';
import type { SmtpManner } from '../../fakes/bank/smtp.ts';

it('the mail carries both IDs, the way to the app, the next step and a warning, as text and as HTML', async () => {
  const smtp = await fakeSmtp(() => 'takes');
  const bank = await testBank({ smtpUrl: smtp.url });
  const { userId } = await applied(bank);
  await expect.poll(() => smtp.received).toHaveLength(1);
  const mail = await simpleParser(smtp.received[0] ?? '');
  expect(mail.subject).toBe('【あかぎ信用組合】トークン発行のご案内');
  expect(mail.to).toMatchObject({ text: mailAddress });
  expect(mail.from?.value[0]).toEqual({ name: 'あかぎ信用組合', address: 'otp@akagi.example' });
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.messageId).toMatch(/^<issue-[0-9a-f]{32}@akagi\.example>$/);
  const link = activationLink({ serviceId: '10010017', userId });
  expect(mail.text).toContain(`\n${link}\n`);
  expect(String(mail.html)).toContain(`href="${link.replace('&', '&amp;')}"`);
  for (const form of [mail.text, String(mail.html)]) {
    for (const part of [
      '10010017',
      userId,
      `${bank.url}/akagi/app`,
      '有効期限: 2026年6月18日 12:00（日本時間）',
      'ワンタイムパスワード利用開始',
      '電話やメールでパスワード',
    ]) {
      expect(form).toContain(part);
    }
  }
});

it('the activation password is in no part of it', async () => {
  const smtp = await fakeSmtp(() => 'takes');
  await applied(await testBank({ smtpUrl: smtp.url }));
  await expect.poll(() => smtp.received).toHaveLength(1);
  const mail = await simpleParser(smtp.received[0] ?? '');
  expect(mail.text).not.toContain(activationPassword);
  expect(String(mail.html)).not.toContain(activationPassword);
});

it('the download page of the mail is there, and open to all', async () => {
  const bank = await testBank();
  const page = await (await fetch(`${bank.url}/akagi/app`)).text();
  expect(page).toContain('パソコン用ワンタイムパスワードアプリ・ダウンロードページ');
});

it('the mail waits for a mail server that is down, and then goes out once', async () => {
  const port = await ownPort();
  const bank = await testBank({ smtpUrl: `smtp://127.0.0.1:${port}` });
  await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
  const smtp = await fakeSmtp(() => 'takes', { port });
  bank.clock.moveBy(60_000);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'sent', attempts: 2 }]);
  expect(smtp.received).toHaveLength(1);
});

it('the mail survives a restart of the bank', async () => {
  const port = await ownPort();
  const bank = await testBank({ smtpUrl: `smtp://127.0.0.1:${port}` });
  await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
  await bank.close();
  const smtp = await fakeSmtp(() => 'takes');
  bank.clock.moveBy(60_000);
  const again = await startBank({ ...bank.options, smtpUrl: smtp.url });
  await expect.poll(() => smtp.received).toHaveLength(1);
  await again.close();
});

it.each<[string, SmtpManner, MailRow]>([
  ['a server that is busy is asked again later', 'busy', { state: 'queued', attempts: 1 }],
  ['a server’s last word is taken', 'refuses', { state: 'refused', attempts: 1 }],
  [
    'an address that is refused is not tried again',
    'refuses-address',
    { state: 'refused', attempts: 1 },
  ],
])('%s', async (_what, manner, row) => {
  const smtp = await fakeSmtp(() => manner);
  const bank = await testBank({ smtpUrl: smtp.url });
  await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([row]);
  expect(smtp.received).toHaveLength(0);
});

it('a connection that breaks after the text was handed over is not followed by a second mail', async () => {
  const smtp = await fakeSmtp(() => 'breaks-off-after-text');
  const bank = await testBank({ smtpUrl: smtp.url });
  await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'unknown', attempts: 1 }]);
  bank.clock.moveBy(24 * 60 * 60_000);
  await bank.close();
  const again = await startBank(bank.options);
  const { state } = again.database.prepare('SELECT state FROM mails').get() as MailRow;
  expect(state).toBe('unknown');
  await again.close();
  expect(smtp.received).toHaveLength(1);
});

it('a mail that was on the wire when the bank was killed is not sent a second time', async () => {
  const smtp = await fakeSmtp(() => 'takes');
  const bank = await testBank({ smtpUrl: smtp.url });
  await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'sent', attempts: 1 }]);
  bank.database.exec(`UPDATE mails SET state = 'sending'`);
  await bank.close();
  const again = await startBank(bank.options);
  const { state } = again.database.prepare('SELECT state FROM mails').get() as MailRow;
  await again.close();
  expect(state).toBe('unknown');
  expect(smtp.received).toHaveLength(1);
});

it('an issue that was replaced before its mail went out gets none', async () => {
  let manner: SmtpManner = 'busy';
  const smtp = await fakeSmtp(() => manner);
  const bank = await testBank({ smtpUrl: smtp.url });
  const { customer } = await applied(bank);
  await expect.poll(() => mailsOf(bank)[0]?.attempts).toBe(1);
  await expect.poll(() => mailsOf(bank)[0]?.state).toBe('queued');
  manner = 'takes';
  const userId = await customer.applyForToken();
  await expect.poll(() => smtp.received).toHaveLength(1);
  await expect.poll(() => mailsOf(bank).map(({ state }) => state)).toEqual(['dropped', 'sent']);
  expect((await simpleParser(smtp.received[0] ?? '')).text).toContain(userId);
});

it('an issue that was replaced while its mail was on the wire is not tried again', async () => {
  let letGo: (manner: SmtpManner) => void = () => undefined;
  let manner: SmtpManner | Promise<SmtpManner> = new Promise((resolve) => {
    letGo = resolve;
  });
  const smtp = await fakeSmtp(() => manner);
  const bank = await testBank({ smtpUrl: smtp.url });
  const { customer } = await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'sending', attempts: 1 }]);
  const userId = await customer.applyForToken();
  letGo('busy');
  await expect.poll(() => mailsOf(bank)[0]).toEqual({ state: 'dropped', attempts: 1 });
  manner = 'takes';
  bank.clock.moveBy(60_000);
  await expect.poll(() => mailsOf(bank)[1]?.state).toBe('sent');
  expect(smtp.received).toHaveLength(1);
  expect((await simpleParser(smtp.received[0] ?? '')).text).toContain(userId);
});

it('an issue that expired while the mail server was down gets no mail', async () => {
  const port = await ownPort();
  const bank = await testBank({ smtpUrl: `smtp://127.0.0.1:${port}` });
  await applied(bank);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
  const smtp = await fakeSmtp(() => 'takes', { port });
  // To the very instant at which the issue ends, which nobody has entered yet.
  bank.clock.moveBy(rules.issueLifeMs);
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'dropped', attempts: 1 }]);
  expect(smtp.received).toHaveLength(0);
});
