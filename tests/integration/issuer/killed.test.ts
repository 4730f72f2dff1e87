/** The bank's process killed with -9 at each step of an activation and a renewal: the same token when it is back. */
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { NamedKey } from '../../../shared/protocol.ts';
import { AppError } from '../../../shared/errors.ts';
import { startApp } from '../../fakes/app/app.ts';
import type { FakeApp } from '../../fakes/app/app.ts';
import { newVendorRootFile, spawnBank } from '../../fakes/bank/process.ts';
import { createCustomer } from '../../fakes/app/customer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import {
  activationPassword,
  codeOf,
  day,
  finishAndOpen,
  logsInWith,
} from '../../fakes/app/scene.ts';
import type { Network } from '../../fakes/app/scene.ts';

const timesEach = 3;

type Kill = { route: string; when: 'before' | 'during' | 'after' };

/** A bank that can be killed, with PCs that go by its clock. */
async function place() {
  const folder = temporaryFolder();
  const rootFile = newVendorRootFile(folder);
  const root = NamedKey.parse(JSON.parse(readFileSync(rootFile, 'utf8')));
  const { safeStorage } = fakeSafeStorage({ api: 'sync' });
  const time = { aheadMs: 0 };
  const bank = { process: await spawnBank(folder, rootFile), kills: 0 };
  const restart = async () => {
    await bank.process.kill();
    bank.process = await spawnBank(folder, rootFile, time.aheadMs);
  };
  /** The bank is on another port each time it comes back. */
  const there: Network = (http) => (request) =>
    http({ ...request, url: request.url.replace(/^http:\/\/[^/]+/, bank.process.url) });
  return {
    bank,
    async pass(ms: number) {
      time.aheadMs += ms;
      await restart();
    },
    customer: () => createCustomer(bank.process.url),
    /** On this line the bank is killed once, before, while or after it works on a message. */
    killingLine({ route, when }: Kill): Network {
      let isArmed = true;
      return (http) => async (request) => {
        const onward = there(http);
        if (!isArmed || !request.url.endsWith(route)) return onward(request);
        isArmed = false;
        const asked = when === 'before' ? null : onward(request).catch(() => null);
        if (when === 'after') await asked;
        await bank.process.kill();
        await asked;
        await restart();
        bank.kills += 1;
        throw new AppError('offline');
      };
    },
    async app(pc: string, network: Network = there) {
      const app = await startApp({
        folder: pc,
        safeStorage,
        roots: [root],
        directoryUrl: `${bank.process.url}/directory.jws`,
        now: () => Date.now() + time.aheadMs,
        network,
      });
      onTestFinished(() => app.close());
      return app;
    },
  };
}

/** Lets the app send what is unanswered until the bank was killed and all is answered. */
async function settled(app: FakeApp, kills: () => number, killed: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = app.events.filter((event) => event.endsWith('-postponed')).length;
        await app.backgroundSync();
        const after = app.events.filter((event) => event.endsWith('-postponed')).length;
        return kills() >= killed && after === before;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
}

test.each([
  ['before the request arrives', { route: '/activations', when: 'before' }],
  ['while it works on the request', { route: '/activations', when: 'during' }],
  ['when it has answered the request', { route: '/activations', when: 'after' }],
  ['before the confirmation arrives', { route: '/confirmation', when: 'before' }],
  ['while it works on the confirmation', { route: '/confirmation', when: 'during' }],
  ['when it has answered the confirmation', { route: '/confirmation', when: 'after' }],
] as const)('an activation, %s', { timeout: 240_000 }, async (_name, kill) => {
  const { bank, customer, app: appOn, killingLine } = await place();
  for (let time = 1; time <= timesEach; time += 1) {
    const hanako = customer();
    await hanako.logIn();
    const ids = await hanako.issueToken(activationPassword);
    const app = await appOn(temporaryFolder(), killingLine(kill));
    await app.call('activate', { ...ids, activationPassword });
    await settled(app, () => bank.kills, time);
    const { tokens, pending } = await app.ready();
    expect(pending).toEqual([]);
    expect(tokens).toHaveLength(1);
    const again = customer();
    await again.logIn();
    expect(await again.checkNumber()).toBe(tokens[0]?.introduction?.checkNumber);
    expect(await app.call('checkTokenStatus', { tokenId: tokens[0]?.id ?? '' })).toMatchObject({
      value: { status: 'waiting' },
    });
    app.close();
  }
});

test.each([
  ['before the request arrives', { route: '/renewal', when: 'before' }],
  ['while it works on the request', { route: '/renewal', when: 'during' }],
  ['when it has answered the request', { route: '/renewal', when: 'after' }],
  ['before the confirmation arrives', { route: '/confirmation', when: 'before' }],
  ['while it works on the confirmation', { route: '/confirmation', when: 'during' }],
  ['when it has answered the confirmation', { route: '/confirmation', when: 'after' }],
] as const)(
  'a renewal, %s: the code on screen works',
  { timeout: 240_000 },
  async (_name, kill) => {
    const { bank, pass, customer, app: appOn, killingLine } = await place();
    const pc = temporaryFolder();
    const hanako = customer();
    await hanako.logIn();
    const ids = await hanako.issueToken(activationPassword);
    const first = await appOn(pc);
    await first.call('activate', { ...ids, activationPassword });
    const oldId = await finishAndOpen(first);
    if ((await hanako.startUsing(await codeOf(first))) !== 'BOK002') throw new Error('not in use');
    await first.backgroundSync();
    first.close();

    await pass((5 * 365 - 20) * day);
    const app = await appOn(pc, killingLine(kill));
    await app.call('renewToken', { tokenId: oldId });
    await expect.poll(() => bank.kills, { timeout: 60_000 }).toBe(1);
    await finishAndOpen(app);
    expect(await logsInWith(customer(), await codeOf(app))).toBe(true);
    await settled(app, () => bank.kills, 1);
    const { tokens } = await app.ready();
    expect(tokens).toMatchObject([{ condition: 'usable', renewal: null }]);
    expect(tokens[0]?.id).not.toBe(oldId);
    await pass(60_000);
    await finishAndOpen(app);
    expect(await logsInWith(customer(), await codeOf(app))).toBe(true);
  },
);
