/** What the program says while it works: a JSON object a line, and in none of them what is a customer's. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { activate, askStatus, codeAt, newAttempt, send } from '../../fakes/bank/app.ts';
import { activationPassword, clientOf, issueRequest, issuerAt } from '../../fakes/bank/issuer.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

type Line = { time: string; level: string; event: string };

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line & Record<string, string>);

it('the whole protocol leaves events in the log, and no secret, no ID and no code', async () => {
  const data = temporaryFolder();
  const program = await runIssuer([...anyPorts, '--data', data, '--log', 'json']);
  const [ready] = linesOf(program.said);
  const office = await clientOf(ready?.['backOfficeUrl'] ?? '', data, Date, 'banking');
  const reference = 'reference-4711';
  const contract = `/v1/contracts/${reference}`;
  const made = await office.post(`${contract}/issues`, issueRequest);
  const entry = await issuerAt(ready?.['url'] ?? '', data).entryOf('akagi');
  const userId = String(made.body['userId']);
  const wrongPassword = '91827364';
  await send(entry, await newAttempt(entry, { userId, activationPassword: wrongPassword }));
  const token = await activate(entry, { userId, activationPassword });
  const code = codeAt(token, Date.now());
  const assertion = await office.assertion();
  const accessToken = String((await office.exchange(assertion)).body['access_token']);
  await office.exchange(assertion);
  await office.post(`${contract}/start`, { code });
  await office.post(`${contract}/codes`, { code, purpose: 'log-in' });
  await office.post(`${contract}/codes`, { code: `${code}x`, purpose: code });
  await askStatus(entry, token);
  await fetch(`${entry.issuerUrl}/activations`, { method: 'POST', body: activationPassword });
  // Whatever fails says so.
  const database = new SqliteDatabase(join(data, 'issuer.db'));
  database.exec('DROP TABLE back_office_answers; DROP TABLE tries');
  database.close();
  await office.post(`${contract}/codes`, { code, purpose: 'log-in' });
  await send(entry, await newAttempt(entry, { userId, activationPassword }));
  program.child.kill('SIGTERM');
  await once(program.child, 'exit');

  const lines = linesOf(program.all());
  expect(lines.map(({ event }) => event)).toEqual([
    'ready',
    'back-office: client refused: shown-before',
    'back-office-failed',
    'issuer-failed',
    'end: SIGTERM',
    'end: done',
  ]);
  for (const { time, level } of lines) {
    expect(new Date(time).toISOString()).toBe(time);
    expect(level).toMatch(/^(info|error)$/);
  }
  const { d } = JSON.parse(readFileSync(join(data, 'banking.key'), 'utf8')) as { d: string };
  const ids = [reference, userId, token.tokenId, token.attemptId, issueRequest.deliveryAddress];
  const secrets = [activationPassword, wrongPassword, code, token.otp.secret, d];
  const hex = Buffer.from(token.otp.secret, 'base64url').toString('hex');
  for (const word of [...ids, ...secrets, hex, assertion, accessToken]) {
    expect(program.all()).not.toContain(word);
    expect(program.all()).not.toContain(createHash('sha256').update(word).digest('hex'));
  }
});

it('what keeps it from starting is one object too', async () => {
  const { said } = await runIssuer(['--log', 'json', '--port', 'x']);
  expect(linesOf(said)).toMatchObject([
    { level: 'error', event: 'failed', message: '--port: not a port from 0 to 65535' },
  ]);
});
