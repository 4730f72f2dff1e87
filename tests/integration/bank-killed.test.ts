/** The bank's process killed with -9 at each step of an activation: the same token when it is back. */
import { expect, onTestFinished, test } from 'vitest';
import { NamedKey } from '../../shared/protocol.ts';
import { AppError } from '../../shared/errors.ts';
import { readFileSync } from 'node:fs';
import { startApp } from '../fakes/app.ts';
import { newVendorRootFile, spawnBank } from '../fakes/bank-process.ts';
import { createCustomer } from '../fakes/customer.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { fakeSafeStorage } from '../fakes/key-store.ts';
import { activationPassword } from '../fakes/scene.ts';

const timesEach = 3;

test.each([
  ['before the request arrives', '/activations', 'before'],
  ['while it works on the request', '/activations', 'during'],
  ['when it has answered the request', '/activations', 'after'],
  ['while it works on the confirmation', '/confirmation', 'during'],
  ['when it has answered the confirmation', '/confirmation', 'after'],
] as const)('%s', { timeout: 120_000 }, async (_name, route, when) => {
  const folder = temporaryFolder();
  const rootFile = newVendorRootFile(folder);
  const bank = { process: await spawnBank(folder, rootFile) };
  const root = NamedKey.parse(JSON.parse(readFileSync(rootFile, 'utf8')));
  for (let time = 0; time < timesEach; time += 1) {
    const customer = createCustomer(bank.process.url);
    await customer.logIn();
    const ids = await customer.issueToken(activationPassword);
    let isArmed = true;
    let isBack = false;
    const app = await startApp({
      folder: temporaryFolder(),
      safeStorage: fakeSafeStorage({ api: 'sync' }).safeStorage,
      roots: [root],
      directoryUrl: `${bank.process.url}/directory.jws`,
      now: () => Date.now(),
      network: (http) => async (request) => {
        // The bank is on another port each time it comes back.
        const here = { ...request, url: request.url.replace(/^http:\/\/[^/]+/, bank.process.url) };
        if (!isArmed || !request.url.endsWith(route)) return http(here);
        isArmed = false;
        const asked = when === 'before' ? null : http(here).catch(() => null);
        if (when === 'after') await asked;
        await bank.process.kill();
        await asked;
        bank.process = await spawnBank(folder, rootFile);
        isBack = true;
        throw new AppError('offline');
      },
    });
    onTestFinished(() => app.close());
    await app.call('activate', { ...ids, activationPassword });
    await expect
      .poll(
        async () => {
          await app.catchUp();
          const { tokens, pending } = await app.ready();
          return isBack && tokens.length === 1 && pending.length === 0;
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    const [token] = (await app.ready()).tokens;
    const again = createCustomer(bank.process.url);
    await again.logIn();
    expect(await again.checkNumber()).toBe(token?.introduction?.checkNumber);
    expect(await app.call('checkTokenStatus', { tokenId: token?.id ?? '' })).toMatchObject({
      value: { status: 'waiting' },
    });
    app.close();
  }
});
