/** The bank killed at its writes to disk, one by one, while it answers an activation: the same bytes then get what they should have. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newAttempt, readError, readToken, send, statusOf } from '../fakes/bank/app.ts';
import { bankCustomer } from '../fakes/bank/customer.ts';
import { newVendorRootFile, spawnBank } from '../fakes/bank/process.ts';
import type { BankProcess } from '../fakes/bank/process.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { amount, figure } from './support/scratch.ts';

const right = '482135';
const wrong = '00000';

/** From now on the process dies at its n-th write. */
async function armKill(bank: BankProcess, write: number): Promise<void> {
  const inject = `inject=pwrite64:signal=SIGKILL:when=${write}`;
  const args = ['-f', '-e', 'trace=pwrite64', '-e', inject, '-o', '/dev/null', '-p'];
  const strace = spawn('strace', [...args, String(bank.child.pid)]);
  onTestFinished(() => {
    strace.kill();
  });
  const [said] = (await once(strace.stderr, 'data')) as [Buffer];
  if (!said.includes('attached')) throw new Error(said.toString('utf8'));
}

test.each([
  { what: 'a wrong password costs one try', password: wrong, expected: [4, 3] },
  {
    what: 'a right one brings one token and costs none',
    password: right,
    expected: ['waiting', 4],
  },
])('$what', { timeout: 300_000 }, async ({ password, expected }) => {
  const folder = temporaryFolder();
  const vendorRoot = newVendorRootFile(folder);
  const start = () => spawnBank(join(folder, 'bank'), vendorRoot);
  let kills = 0;
  let isKilled = true;
  for (let write = 1; isKilled; write += amount(3, 1)) {
    let bank = await start();
    const clock = { now: Date.now, moveBy: () => undefined };
    const customer = await bankCustomer({ url: bank.url, clock });
    await customer.logIn();
    const userId = await customer.applyForToken();
    const attempt = await newAttempt(customer.entry, { userId, activationPassword: password });
    await armKill(bank, write);
    isKilled = await send(customer.entry, attempt).then(
      () => false,
      () => true,
    );
    await bank.kill();
    if (isKilled) kills += 1;

    bank = await start();
    const { entry } = await bankCustomer({ url: bank.url, clock });
    const reply = await send(entry, attempt);
    const told =
      reply.status === 200
        ? await statusOf(entry, await readToken(entry, attempt, reply))
        : (await readError(entry, reply)).triesLeft;
    const next = await newAttempt(entry, { userId, activationPassword: wrong });
    const { triesLeft } = await readError(entry, await send(entry, next));
    expect([told, triesLeft], `killed at write ${write}`).toEqual(expected);
    await bank.kill();
  }
  figure(`bank killed at ${kills} writes of an activation`);
  expect(kills).toBeGreaterThan(1);
});
