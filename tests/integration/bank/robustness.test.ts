/** What was acknowledged stays, whatever happens to the process, the disk or the clock. */
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Database } from '../../../bank/service/storage/database.ts';
import { startBank } from '../../../bank/server.ts';
import { codeAt, newAttempt, readError, readToken, send, statusOf } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { isOnPostgres } from '../../fakes/bank/database.ts';
import { setBack } from '../../fakes/bank/clock.ts';
import { filesOf, testBank } from '../../fakes/bank/bank.ts';
import { newVendorRootFile, spawnBank } from '../../fakes/bank/process.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

/** A bank in a process of its own, with a customer; `restart` kills it with -9 first. */
async function process9() {
  const folder = temporaryFolder();
  const vendorRoot = newVendorRootFile(folder);
  const dataDir = join(folder, 'bank');
  let running = await spawnBank(dataDir, vendorRoot);
  const customerOf = (): Promise<BankCustomer> =>
    bankCustomer({ url: running.url, clock: { now: Date.now, moveBy: () => undefined } });
  return {
    dataDir,
    vendorRoot,
    customer: await customerOf(),
    async restart() {
      await running.kill();
      running = await spawnBank(dataDir, vendorRoot);
      return customerOf();
    },
  };
}

it('an issue that was acknowledged is there after kill -9', async () => {
  const { customer, restart } = await process9();
  await customer.logIn();
  const userId = await customer.applyForToken();
  const again = await restart();
  await again.logIn();
  expect((await again.get('/otp/application')).html).toContain(userId);
});

it('an activation that was answered is answered with the same bytes after kill -9', async () => {
  const { customer, restart } = await process9();
  await customer.logIn();
  const userId = await customer.applyForToken();
  const attempt = await newAttempt(customer.entry, { userId, activationPassword });
  const first = await send(customer.entry, attempt);
  const again = await restart();
  expect(await send(again.entry, attempt)).toEqual(first);
});

it('a try that was counted is still counted after kill -9', async () => {
  const { customer, restart } = await process9();
  await customer.logIn();
  const userId = await customer.applyForToken();
  const wrong = { userId, activationPassword: '00000' };
  await send(customer.entry, await newAttempt(customer.entry, wrong));
  const again = await restart();
  const reply = await send(again.entry, await newAttempt(again.entry, wrong));
  expect((await readError(again.entry, reply)).triesLeft).toBe(3);
});

it('a code that was accepted before kill -9 is refused after it', async () => {
  const { customer, restart } = await process9();
  await customer.logIn();
  const userId = await customer.applyForToken();
  const attempt = await newAttempt(customer.entry, { userId, activationPassword });
  const token = await readToken(customer.entry, attempt, await send(customer.entry, attempt));
  const acceptedAt = Date.now();
  const code = codeAt(token, acceptedAt);
  await customer.get('/otp/start');
  expect((await customer.submit('/otp/start', { code })).screenId).toBe('BOK002');
  const again = await restart();
  expect((await again.logIn(code)).screenId).toBe('BLI023');
  expect((await again.logIn(codeAt(token, acceptedAt, 1))).screenId).toBe('BPT001');
});

it('kills in the midst of activations lose no answer that was given', async () => {
  const { customer, restart } = await process9();
  let present = customer;
  await present.logIn();
  for (const waitMs of [5, 15, 30]) {
    const userId = await present.applyForToken();
    const attempts = await Promise.all(
      [1, 2, 3].map(() => newAttempt(present.entry, { userId, activationPassword })),
    );
    const answers = attempts.map((attempt) => send(present.entry, attempt).catch(() => null));
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs);
    });
    present = await restart();
    const given = (await Promise.all(answers)).flatMap((reply, index) =>
      reply?.status === 200 ? [{ reply, attempt: attempts[index]! }] : [],
    );
    // Only the last delivery of an issue stands; of those that were given, the bank must know each.
    for (const { reply, attempt } of given) {
      const token = await readToken(present.entry, attempt, reply);
      expect(['waiting', 'released']).toContain(await statusOf(present.entry, token));
    }
    await present.logIn();
    expect((await present.get('/otp/application')).html).toContain(userId);
  }
});

it('a second bank on the same data folder is refused and says why', async () => {
  const { dataDir, vendorRoot } = await process9();
  await expect(spawnBank(dataDir, vendorRoot)).rejects.toThrow('another server is running');
});

it('SIGTERM ends the bank cleanly, and a new one may start at once', async () => {
  const folder = temporaryFolder();
  const vendorRoot = newVendorRootFile(folder);
  const bank = await spawnBank(join(folder, 'bank'), vendorRoot);
  await fetch(`${bank.url}/akagi/`).then((response) => response.text());
  bank.child.kill('SIGTERM');
  const [status] = (await once(bank.child, 'exit')) as [number];
  expect(status).toBe(0);
  expect((await spawnBank(join(folder, 'bank'), vendorRoot)).url).toContain('http');
});

/** Lets the database grow no further, and uses up what room it has left. */
function fillDisk(database: Database): void {
  const pages = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${pages}`);
  const insert = database.prepare('INSERT INTO tries VALUES (randomblob(?), 1, ?)');
  for (const bytes of [900, 400, 100, 1]) {
    try {
      for (;;) insert.run(bytes, Number.MAX_SAFE_INTEGER);
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_FULL') throw error;
    }
  }
}

it.skipIf(isOnPostgres)(
  'a full disk gives an error page and a signed refusal, and nothing half done',
  async () => {
    const said: string[] = [];
    const bank = await testBank({
      log: {
        info: () => undefined,
        error: (event, cause) => said.push(`${event} ${(cause as { code?: string }).code}`),
      },
    });
    const customer = await bankCustomer(bank);
    await customer.logIn();
    const userId = await customer.applyForToken();
    for (const database of filesOf(bank)) fillDisk(database);

    const attempt = await newAttempt(customer.entry, { userId, activationPassword });
    const refusal = await readError(customer.entry, await send(customer.entry, attempt));
    expect(refusal).toMatchObject({ code: 'maintenance', retryAfterSeconds: 60 });

    await customer.get('/otp/issue');
    await customer.submit('/otp/issue', {
      mail: mailAddress,
      mailAgain: mailAddress,
      password: activationPassword,
      passwordAgain: activationPassword,
    });
    const page = await customer.submit('/otp/issue/check', { confirmation: 'kakunin001' });
    expect(page.status).toBe(503);
    expect(page.html).toContain('ただいまお手続きできません');
    expect(new Set(said)).toEqual(new Set(['storage-trouble SQLITE_FULL']));

    for (const database of filesOf(bank)) {
      database.pragma('max_page_count = 1000000');
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    }
    expect((await customer.setUpApp()).tokenId).toMatch(/^[0-9a-f]{32}$/);
  },
);

it('a clock that is set back does not open a used step again', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const code = codeAt(token, bank.clock.now());
  await customer.submit('/log-out');
  await customer.logIn(code);
  await customer.submit('/log-out');
  for (const back of [0, 60_000, 60 * 60_000]) {
    await setBack(bank, back);
    expect((await customer.logIn(code)).screenId).toBe('BLI023');
    bank.clock.moveBy(back);
  }
});

it('keys that are gone from beside a database are not replaced by new ones', async () => {
  const bank = await testBank();
  await bank.close();
  rmSync(join(bank.options.dataDir, 'keys.json'));
  await expect(startBank(bank.options)).rejects.toThrow('keys.json is missing');
});

it('the data folder holds no secret in clear', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const secret = Buffer.from(token.otp.secret, 'base64url');
  bank.database.pragma('wal_checkpoint(TRUNCATE)');
  const file = readFileSync(join(bank.options.dataDir, 'bank.db'));
  for (const form of [
    secret,
    secret.toString('hex'),
    token.otp.secret,
    'sample001',
    'kakunin001',
  ]) {
    expect(file.includes(form)).toBe(false);
  }
});
