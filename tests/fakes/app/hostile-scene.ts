/** A customer with right credentials, the app, and an institution that is about to misbehave. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { startApp } from './app.ts';
import type { FakeApp } from './app.ts';
import { temporaryFolder } from '../folder.ts';
import { startHostileServer } from './hostile-server.ts';
import type { Misbehave } from './hostile-server.ts';
import { createIssuer, publicHalf } from './issuer.ts';
import { fakeSafeStorage } from './key-store.ts';
import { onScreen } from './on-screen.ts';

export const input = {
  serviceId: '10010017',
  userId: '7K3M9QX2TB',
  activationPassword: '482915',
};

/** Number and sentence of what a network can bring about. */
const told = {
  offline: [
    'E201',
    '通信エラーが発生しました。ネットワークの接続を確認し、もう一度送信してください。入力は残っています。',
    'There was a communication error.',
  ],
  'unproven-answer': [
    'E202',
    '届いた返事が金融機関からのものと確かめられなかったため、中止しました。何も登録していません。',
    'could not be proved',
  ],
} as const;

/** The page asks for the state again and again: how often it was answered, and how long it waited at most. */
async function askMeanwhile(app: FakeApp, whatLasts: Promise<unknown>) {
  const asked = { answers: 0, longestMs: 0, isOver: false };
  const over = whatLasts.finally(() => {
    asked.isOver = true;
  });
  while (!asked.isOver) {
    const startedAt = performance.now();
    expect((await app.ready()).tokens).toEqual([]);
    await nextTurn();
    asked.answers += 1;
    asked.longestMs = Math.max(asked.longestMs, performance.now() - startedAt);
  }
  await over;
  return asked;
}

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
  await app.backgroundSync();
  return {
    issuer,
    server,
    app,

    /** The bad answer is refused with this code, nothing of it stays, and a good one straight after is taken. */
    async expectRefused(code: keyof typeof told, misbehave: Misbehave): Promise<void> {
      server.misbehave('/activations', misbehave);
      const clockBefore = (await app.ready()).clock;
      const sent = app.call('activate', input);
      // Whatever the network does, the page has its answers, on a machine with other work too.
      const meanwhile = await askMeanwhile(app, sent);
      expect(meanwhile.answers).toBeGreaterThan(0);
      expect(meanwhile.longestMs).toBeLessThan(5000);
      const reply = await sent;
      expect(reply).toMatchObject({ ok: false, code });
      const [number, japanese, english] = told[code];
      for (const part of [number, japanese]) expect(onScreen(reply)).toContain(part);
      for (const part of [number, english]) expect(onScreen(reply, 'en')).toContain(part);
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
