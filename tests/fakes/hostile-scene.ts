/** A customer with right credentials, the app, and an institution that is about to misbehave. */
import { expect, onTestFinished } from 'vitest';
import { startApp } from './app.ts';
import { temporaryFolder } from './folder.ts';
import { startHostileServer } from './hostile-server.ts';
import type { Misbehave } from './hostile-server.ts';
import { createIssuer, publicHalf } from './issuer.ts';
import { fakeSafeStorage } from './key-store.ts';
import type { ErrorCode } from '../../shared/errors.ts';

export const input = {
  serviceId: '10010017',
  userId: '7K3M9QX2TB',
  activationPassword: '482915',
};

export type HostileScene = Awaited<ReturnType<typeof hostileScene>>;

export async function hostileScene(options: { timeoutMs?: number } = {}) {
  const issuer = await createIssuer();
  const server = await startHostileServer(issuer);
  onTestFinished(server.close);
  const { safeStorage } = fakeSafeStorage({ api: 'sync' });
  const app = await startApp({
    folder: temporaryFolder(),
    safeStorage,
    roots: [publicHalf(issuer.keys.root)],
    directoryUrl: `${server.url}/directory.jws`,
    now: () => Date.now(),
    ...options,
  });
  onTestFinished(() => app.close());
  await app.catchUp();
  return {
    issuer,
    server,
    app,

    /** The bad answer is refused with this code, nothing of it stays, and a good one straight after is taken. */
    async expectRefused(code: ErrorCode, misbehave: Misbehave): Promise<void> {
      server.misbehave('/activations', misbehave);
      const clockBefore = (await app.ready()).clock;
      const sent = app.call('activate', input);
      // Whatever the network does, the page has an answer at once.
      expect((await app.ready()).tokens).toEqual([]);
      expect(await sent).toMatchObject({ ok: false, code });
      const { tokens, pending, clock } = await app.ready();
      expect(tokens).toEqual([]);
      expect(clock).toEqual(clockBefore);
      // The request is kept: it has no answer yet that counts.
      expect(pending).toMatchObject([{ sending: false, code }]);
      expect(server.problems).toEqual([]);
      server.behave();
      expect(await app.call('activate', input)).toMatchObject({ ok: true });
      expect(await app.ready()).toMatchObject({ tokens: [{ condition: 'usable' }], pending: [] });
      expect(app.events.filter((event) => event.includes('failed'))).toEqual([]);
    },
  };
}
