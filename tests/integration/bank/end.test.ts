/** The bank ends in time, whatever its clients and its mail server do. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { testBank } from '../../fakes/bank/bank.ts';
import { applied } from '../../fakes/bank/mail.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';

function recorder() {
  const said: string[] = [];
  const log = {
    info: (event: string) => void said.push(event),
    error: (event: string) => void said.push(event),
  };
  return { said, log };
}

it('500 clients that never finish their requests do not keep it from ending', async () => {
  const { said, log } = recorder();
  const bank = await testBank({ endWithinMs: 200, log });
  const { port } = new URL(bank.url);
  await Promise.all(
    Array.from({ length: 500 }, async () => {
      const client = connect(Number(port), '127.0.0.1');
      client.on('error', () => undefined);
      onTestFinished(() => void client.destroy());
      await once(client, 'connect');
      client.write('POST /akagi/log-in HTTP/1.1\r\nHost: bank\r\nContent-Length: 100\r\n\r\n');
    }),
  );
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

it('a disk that is full does not keep it from ending', async () => {
  const { said, log } = recorder();
  const bank = await testBank({ log });
  bank.database.exec(
    `CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'disk full'); END`,
  );
  await bank.close();
  expect(said).toContain('end-not-recorded');
  expect(bank.database.open).toBe(false);
});
