/** A copy of the database was brought back: no code that was taken since is taken again. */
import { Client } from 'pg';
import { expect, inject, it } from 'vitest';
import { codeAt } from '../fakes/bank/app.ts';
import { setUp, testIssuer } from '../fakes/bank/issuer.ts';
import type { BackOffice } from '../fakes/bank/issuer.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { emptyDatabase } from './support/database.ts';

/** The database as it is now, under another name: what PostgreSQL's own copies are, whatever made them. */
async function copyOf(url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}_copy TEMPLATE ${name}`);
  await client.end();
  return `${url}_copy`;
}

/** A code is taken after the copy was made. */
async function taken() {
  const first = await testIssuer();
  const office = await first.client('banking');
  const { token } = await setUp(first, office, '4711');
  const { clock, options } = first;
  await office.post('/v1/contracts/4711/start', { code: codeAt(token, clock.now()) });
  clock.moveBy(60_000);
  await first.close();
  const { databaseUrl = '' } = options;
  const copy = await copyOf(databaseUrl);
  const code = codeAt(token, clock.now());
  const take = async (asked: BackOffice, given = code) => {
    const { body } = await asked.post('/v1/contracts/4711/codes', {
      code: given,
      purpose: 'log-in',
    });
    return body['verdict'];
  };
  const second = await testIssuer({ ...options, clock });
  expect(await take(await second.client('banking'))).toBe('accepted');
  await second.close();
  const onCopy = { ...options, databaseUrl: copy };
  const onNewMachine = { ...onCopy, dataDir: temporaryFolder() };
  return { options: onCopy, onNewMachine, url: databaseUrl, copy, clock, take, token };
}

it('a process whose data folder knows later events does not start on it', async () => {
  const { options, clock } = await taken();
  await expect(testIssuer({ ...options, clock })).rejects.toThrow(
    'The database (DATABASE_URL) is older than what this bank has recorded',
  );
});

it('a new machine, whose data folder knows nothing, does not start on it without a word', async () => {
  const { onNewMachine, clock } = await taken();
  // Nor at the second try.
  for (const asked of [1, 2]) {
    await expect(testIssuer({ ...onNewMachine, clock }), `${asked}`).rejects.toThrow(
      'If a backup was brought back, start once with --restored',
    );
  }
});

it('a new machine that is started with --restored refuses what was taken', async () => {
  const { onNewMachine, clock, take } = await taken();
  const restored = await testIssuer({ ...onNewMachine, clock, restored: true });
  expect(await take(await restored.client('banking'))).toBe('wrong');
});

it('a new machine that has begun with an empty database does not take a copy for it', async () => {
  const { onNewMachine, clock, copy, take } = await taken();
  const begun = await testIssuer({ ...onNewMachine, clock, databaseUrl: await emptyDatabase() });
  await begun.close();
  const onCopy = { ...onNewMachine, clock, databaseUrl: copy };
  await expect(testIssuer(onCopy)).rejects.toThrow(
    'If a backup was brought back, start once with --restored',
  );
  const restored = await testIssuer({ ...onCopy, restored: true });
  expect(await take(await restored.client('banking'))).toBe('wrong');
  await restored.close();
  await (await testIssuer(onCopy)).close();
});

it('one more machine joins those at a database with --joins, and from then on knows what it has seen', async () => {
  const { onNewMachine, clock, url, copy } = await taken();
  const joined = await testIssuer({ ...onNewMachine, clock, databaseUrl: url, joins: true });
  await joined.close();
  const again = await testIssuer({ ...onNewMachine, clock, databaseUrl: url });
  await again.close();
  // The word was for the first start: it lets no copy pass.
  const onCopy = { ...onNewMachine, clock, databaseUrl: copy, joins: true };
  await expect(testIssuer(onCopy)).rejects.toThrow(
    'The database (DATABASE_URL) is older than what this bank has recorded',
  );
});

it('started with --restored it refuses what was taken, and takes codes again after three minutes', async () => {
  const { options, clock, take, token } = await taken();
  const restored = await testIssuer({ ...options, clock, restored: true });
  const office = await restored.client('banking');
  expect(await take(office)).toBe('wrong');
  clock.moveBy(3 * 60_000);
  expect(await take(office, codeAt(token, clock.now()))).toBe('accepted');
});
