/** The way to another mail server: its address, the log-in, the encryption, and what the log says of it. */
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { mailAddress } from '../../fakes/bank/customer.ts';
import { applied, mailsOf } from '../../fakes/bank/mail.ts';
import { newVendorRootFile, spawnBank } from '../../fakes/bank/process.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ownPort } from '../../fakes/port.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';
import type { FakeSmtp, SmtpManner } from '../../fakes/bank/smtp.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';

const credentials = { user: 'post@akagi.example', pass: 'p@ss:wört/%25' };

/** The address of a server with what its client is to log in with. */
function urlWith({ url }: FakeSmtp, { user, pass } = credentials): string {
  const [scheme, host] = url.split('//');
  return `${scheme}//${encodeURIComponent(user)}:${encodeURIComponent(pass)}@${host}`;
}

/** The built bank, as an operator starts it. */
async function bankWith(env: Record<string, string>) {
  const folder = temporaryFolder();
  const bank = await spawnBank(join(folder, 'bank'), newVendorRootFile(folder), 0, env);
  return { url: bank.url, clock: { now: Date.now, moveBy: () => undefined } };
}

/** A bank in this process, and what it has logged. */
async function loggingBank(smtpUrl: string) {
  const logged: string[] = [];
  const log = { info: (event: string) => logged.push(event), error: () => undefined };
  return { bank: await testBank({ smtpUrl, log }), logged };
}

it('another mail server is named by SMTP_URL', async () => {
  const smtp = await fakeSmtp(() => 'takes');
  const { userId } = await applied(await bankWith({ SMTP_URL: smtp.url }));
  await expect.poll(() => smtp.received).toHaveLength(1);
  expect((await simpleParser(smtp.received[0] ?? '')).text).toContain(userId);
});

describe('SMTP_URL', () => {
  it.each([
    ['mail.example.jp:25', 'has no scheme'],
    ['mail.example.jp', 'is a host alone'],
    ['https://post:geheim@mail.example.jp', 'has another scheme'],
    ['smtp:mail.example.jp', 'has no slashes'],
    ['smtp://', 'has no host'],
    ['smtps:///geheim', 'has a path alone'],
    ['smtp://post:25/geheim@mail.example.jp', 'has a slash in the password'],
    ['smtp://post:geheim%@mail.example.jp', 'has a password that cannot be decoded'],
    ['smtp://mail.example.jp:99999', 'has no port'],
  ])('%s, which %s, is refused at the start and not repeated', async (value) => {
    const said = await bankWith({ SMTP_URL: value }).catch((error: unknown) => String(error));
    expect(said).toBe(
      'Error: bank: SMTP_URL is not smtp:// or smtps:// with a host name; ' +
        'special characters of user and password are written as in encodeURIComponent()',
    );
  });
});

describe('the log', () => {
  it.each<[SmtpManner, string]>([
    ['busy', 'mail not-sent 451'],
    ['refuses', 'mail refused 554'],
    ['refuses-address', 'mail refused 550'],
    ['breaks-off-after-text', 'mail unknown ECONNECTION'],
  ])('says of a server that %s: %s', async (manner, line) => {
    const smtp = await fakeSmtp(() => manner);
    const { bank, logged } = await loggingBank(smtp.url);
    await applied(bank);
    await expect.poll(() => logged).toEqual([line]);
  });

  it('says that there is no server', async () => {
    const { bank, logged } = await loggingBank(`smtp://127.0.0.1:${await ownPort()}`);
    await applied(bank);
    await expect.poll(() => logged).toEqual(['mail not-sent ECONNREFUSED']);
  });
});

describe('the log-in', () => {
  it('is done with the decoded user and password', async () => {
    const smtp = await fakeSmtp(() => 'takes', { credentials });
    const bank = await testBank({ smtpUrl: urlWith(smtp) });
    await applied(bank);
    await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'sent', attempts: 1 }]);
    expect(smtp.logIns).toEqual([credentials]);
    expect(smtp.received).toHaveLength(1);
  });

  it('if refused keeps the mail, and the log names neither user nor password', async () => {
    const smtp = await fakeSmtp(() => 'takes', { credentials });
    const wrong = { ...credentials, pass: 'falsch' };
    const { bank, logged } = await loggingBank(urlWith(smtp, wrong));
    await applied(bank);
    await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
    await expect.poll(() => logged).toEqual(['mail not-sent 535']);
    expect(smtp.logIns).toEqual([wrong]);
    expect(smtp.received).toHaveLength(0);
  });
});

describe('the encryption', () => {
  it('is from the first byte with smtps:, if the certificate is trusted', async () => {
    const ca = createTestCa(temporaryFolder());
    const tls = { ...ca.issue(), from: 'start' } as const;
    const smtp = await fakeSmtp(() => 'takes', { tls, credentials });
    await applied(await bankWith({ SMTP_URL: urlWith(smtp), NODE_EXTRA_CA_CERTS: ca.path }));
    await expect.poll(() => smtp.received).toHaveLength(1);
    expect(smtp.logIns).toEqual([credentials]);
  });

  it('with an untrusted certificate gets neither the password nor the mail', async () => {
    const ca = createTestCa(temporaryFolder());
    const tls = { ...ca.issue({ by: 'unknown' }), from: 'start' } as const;
    const smtp = await fakeSmtp(() => 'takes', { tls, credentials });
    const { bank, logged } = await loggingBank(urlWith(smtp));
    await applied(bank);
    await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
    await expect.poll(() => logged).toEqual(['mail not-sent UNABLE_TO_VERIFY_LEAF_SIGNATURE']);
    expect(smtp.logIns).toEqual([]);
    expect(smtp.received).toHaveLength(0);
  });

  // 0.0.0.0 leads to this computer without being one of its loopback names, but not on Windows.
  describe.skipIf(process.platform === 'win32')('on the open network', () => {
    const elsewhere = (smtp: FakeSmtp) => urlWith(smtp).replace('127.0.0.1', '0.0.0.0');

    it('is begun with STARTTLS', async () => {
      const ca = createTestCa(temporaryFolder());
      const tls = { ...ca.issue({ names: 'IP:0.0.0.0' }), from: 'STARTTLS' } as const;
      const smtp = await fakeSmtp(() => 'takes', { tls, credentials });
      await applied(await bankWith({ SMTP_URL: elsewhere(smtp), NODE_EXTRA_CA_CERTS: ca.path }));
      await expect.poll(() => smtp.received).toHaveLength(1);
      expect(smtp.logIns).toEqual([credentials]);
      expect((await simpleParser(smtp.received[0] ?? '')).to).toMatchObject({ text: mailAddress });
    });

    it('is a condition: a server without it gets neither the password nor the mail', async () => {
      const smtp = await fakeSmtp(() => 'takes', { credentials });
      const { bank, logged } = await loggingBank(elsewhere(smtp));
      await applied(bank);
      // What the server cannot do is no word on the mail: it waits until the server is mended.
      await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
      await expect.poll(() => logged).toEqual(['mail not-sent 500']);
      expect(smtp.connections()).toBe(1);
      expect(smtp.logIns).toEqual([]);
      expect(smtp.received).toHaveLength(0);
    });
  });
});
