/** The bank ends in time, whatever its clients and its mail server do. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { join } from 'node:path';
import { filesOf, testBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { isOnPostgres } from '../../fakes/bank/database.ts';
import { applied } from '../../fakes/bank/mail.ts';
import { newVendorRootFile, spawnBank } from '../../fakes/bank/process.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

function recorder() {
  const said: string[] = [];
  const log = {
    info: (event: string) => void said.push(event),
    error: (event: string) => void said.push(event),
  };
  return { said, log };
}

const slowRequest = (bankUrl: string) => [
  'POST /akagi/log-in HTTP/1.1',
  `Host: ${new URL(bankUrl).host}`,
  `Origin: ${bankUrl}`,
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Length: 100',
  'Expect: 100-continue',
];

/** Clients that begin a request, which the bank has taken up, and never finish it. */
async function slowClients(bankUrl: string, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      const client = connect(Number(new URL(bankUrl).port), '127.0.0.1');
      client.on('error', () => undefined);
      onTestFinished(() => void client.destroy());
      await once(client, 'connect');
      client.write(`${slowRequest(bankUrl).join('\r\n')}\r\n\r\n`);
      // "100 Continue": the bank waits for the body.
      await once(client, 'data');
    }),
  );
}

it('500 clients that never finish their requests do not keep it from ending', async () => {
  const { said, log } = recorder();
  const bank = await testBank({ endWithinMs: 200, log });
  await slowClients(bank.url, 500);
  await bank.close();
  expect(said).toContain('end: open connections cut off');
});

it('a mail server that does not answer does not keep it from ending', async () => {
  const { said, log } = recorder();
  let answer: (how: 'takes') => void = () => undefined;
  const later = new Promise<'takes'>((resolve) => {
    answer = resolve;
  });
  const smtp = await fakeSmtp(() => later);
  const bank = await testBank({ smtpUrl: smtp.url, endWithinMs: 200, log });
  await applied(bank);
  await expect.poll(() => smtp.connections()).toBe(1);
  await bank.close();
  answer('takes');
  expect(said).toContain('end: mail under way left');
});

it('requests under way are answered before it ends', async () => {
  const { said, log } = recorder();
  const bank = await testBank({ log });
  const answers = Array.from({ length: 5 }, () => fetch(`${bank.url}/akagi/`));
  await Promise.all(answers);
  await bank.close();
  expect(said).toEqual([]);
});

it.skipIf(isOnPostgres)('a disk that is full does not keep it from ending', async () => {
  const { said, log } = recorder();
  const bank = await testBank({ log });
  const databases = filesOf(bank);
  for (const database of databases) {
    database.exec(
      `CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'disk full'); END`,
    );
  }
  await bank.close();
  expect(said).toContain('end-not-recorded');
  expect(databases.map(({ open }) => open)).toEqual([false, false]);
});

it('SIGTERM with 500 slow clients and mail of both institutions on the wire: over in ten seconds, status 0, logged', async () => {
  const smtp = await fakeSmtp(() => new Promise<never>(() => undefined));
  const folder = temporaryFolder();
  const env = { SMTP_URL: smtp.url };
  const bank = await spawnBank(join(folder, 'bank'), newVendorRootFile(folder), 0, env);
  let log = '';
  bank.child.stdout?.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const clock = { now: Date.now, moveBy: () => undefined };
  for (const logInId of ['akagi001', 'haruna001']) {
    const customer = await bankCustomer({ url: bank.url, clock }, logInId);
    await customer.logIn();
    await customer.applyForToken();
  }
  await expect.poll(() => smtp.connections()).toBe(2);
  await slowClients(bank.url, 500);

  const askedAt = Date.now();
  bank.child.kill('SIGTERM');
  const [status] = (await once(bank.child, 'close')) as [number];
  expect(Date.now() - askedAt).toBeLessThan(10_000);
  expect(status).toBe(0);
  const lines = log.split('\n').filter((line) => line.includes('end: '));
  expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'INFO end: SIGTERM',
    'INFO end: open connections cut off',
    'INFO end: mail under way left',
    'INFO end: done',
  ]);
  for (const line of lines) {
    expect(line).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z (INFO|ERROR) /);
  }
});
