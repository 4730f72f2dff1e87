/** A "no" that the institution did not say, or did not say about this request, ends nothing. */
import { describe, expect, test } from 'vitest';
import { joseContentType, messageType } from '../../../shared/protocol.ts';
import { hostileScene, input } from '../../fakes/app/hostile-scene.ts';
import type { HostileScene } from '../../fakes/app/hostile-scene.ts';
import type { Exchange } from '../../fakes/app/hostile-server.ts';
import { newKeyPair, sha256 } from '../../fakes/app/issuer.ts';
import { finishAndOpen } from '../../fakes/app/scene.ts';
import type { Issuer } from '../../fakes/app/issuer.ts';
import { onScreen } from '../../fakes/app/on-screen.ts';

function refuse({ response }: Exchange, status: number, text: string): void {
  response.writeHead(status, { 'content-type': joseContentType }).end(text);
}

type Make = (issuer: Issuer, body: string) => Promise<string>;
const unproved: [string, Make][] = [
  ['not signed', async () => '{"code":"wrong-credentials","triesLeft":0}'],
  [
    'signed by a stranger',
    async (issuer, body) => {
      const stranger = await newKeyPair('sig-1', 'ES256');
      const error = { iss: issuer.serviceId, code: 'issue-void', attemptId: null };
      const whole = { ...error, request: sha256(body), serverTime: Date.now() };
      return issuer.sign(messageType.error, whole, stranger);
    },
  ],
  ['about another request', (issuer) => issuer.error('issue-void', sha256('another'))],
  [
    'about another attempt',
    (issuer, body) => issuer.error('issue-void', sha256(body), { attemptId: 'f'.repeat(32) }),
  ],
  [
    'by another institution',
    (issuer, body) => issuer.error('issue-void', sha256(body), { iss: '10020025' }),
  ],
  [
    'with a code that is none',
    (issuer, body) => issuer.error('電話して https://evil.example', sha256(body)),
  ],
  [
    'with tries below none',
    (issuer, body) => issuer.error('wrong-credentials', sha256(body), { triesLeft: -1 }),
  ],
  [
    'with a wait below zero',
    (issuer, body) => issuer.error('maintenance', sha256(body), { retryAfterSeconds: -1 }),
  ],
  [
    'with two codes',
    async (issuer, body) => {
      const text = JSON.stringify({
        iss: issuer.serviceId,
        code: 'issue-void',
        attemptId: null,
        request: sha256(body),
        serverTime: Date.now(),
      });
      return issuer.sign(messageType.error, text.replace('{', '{"code":"maintenance",'));
    },
  ],
  ['a signed time', (issuer) => issuer.time('x'.repeat(22))],
];

describe('unproved', () => {
  test.each(unproved)('%s: a fault of the network', async (_name, make) => {
    const { expectRefused, issuer } = await hostileScene();
    await expectRefused('offline', async (exchange) =>
      refuse(exchange, 401, await make(issuer, exchange.body)),
    );
  });
});

/** The institution's own refusals, as the customer gets them. */
async function refusedWith(scene: HostileScene, code: string, change: object = {}) {
  scene.server.misbehave('/activations', async (exchange) =>
    refuse(exchange, 400, await scene.issuer.error(code, sha256(exchange.body), { ...change })),
  );
  const reply = await scene.app.call('activate', input);
  const { pending, tokens } = await scene.app.ready();
  scene.server.behave();
  return { reply, pending, tokens };
}

describe('signed', () => {
  test.each([
    ['bad-request', 'internal'],
    ['wrong-credentials', 'wrong-credentials'],
    ['issue-void', 'issue-void'],
    ['issue-expired', 'issue-expired'],
    ['issue-ended', 'issue-ended'],
    ['too-many-deliveries', 'too-many-deliveries'],
    ['already-activated', 'already-activated'],
    ['token-released', 'token-released'],
    ['token-expired', 'token-expired'],
    ['app-too-old', 'app-too-old'],
  ])('%s ends the attempt and is told as %s', async (code, told) => {
    const scene = await hostileScene();
    const { reply, pending, tokens } = await refusedWith(scene, code);
    expect(reply).toMatchObject({ ok: false, code: told });
    expect([pending, tokens]).toEqual([[], []]);
    expect(await scene.app.call('activate', input)).toMatchObject({ ok: true });
  });

  test.each(['maintenance', 'too-many-requests'])(
    '%s keeps the attempt and tells when to come back',
    async (code) => {
      const scene = await hostileScene();
      const { reply, pending } = await refusedWith(scene, code, { retryAfterSeconds: 1800 });
      expect(reply).toMatchObject({ ok: false, code: 'busy' });
      const retryAt = reply.ok ? 0 : (reply.facts.retryAt ?? 0);
      expect(retryAt - Date.now()).toBeGreaterThan(1_700_000);
      expect(retryAt - Date.now()).toBeLessThan(1_900_000);
      expect(pending).toMatchObject([{ code: 'busy', retryAt, sending: false }]);
      expect(await scene.app.call('activate', input)).toMatchObject({ ok: true });
    },
  );

  test('a code of a later version ends the attempt, and is told with whom to ask', async () => {
    const scene = await hostileScene();
    const { reply, pending, tokens } = await refusedWith(scene, 'branch-closed');
    expect(reply).toMatchObject({ ok: false, code: 'refused-otherwise' });
    for (const part of ['E116', '受け付けませんでした', '金融機関へお電話']) {
      expect(onScreen(reply)).toContain(part);
    }
    expect([pending, tokens]).toEqual([[], []]);
    expect(await scene.app.call('activate', input)).toMatchObject({ ok: true });
  });

  test('one with a time to come back keeps it', async () => {
    const scene = await hostileScene();
    const { reply, pending } = await refusedWith(scene, 'night', { retryAfterSeconds: 1800 });
    expect(reply).toMatchObject({ ok: false, code: 'busy' });
    expect(pending).toMatchObject([{ code: 'busy', sending: false }]);
    expect(await scene.app.call('activate', input)).toMatchObject({ ok: true });
  });

  test.each([1_000_000, 1_000_001, 1e9, 1e12, Number.MAX_SAFE_INTEGER])(
    'a wait of %i seconds is one of a million at most',
    async (retryAfterSeconds) => {
      const scene = await hostileScene();
      const { reply } = await refusedWith(scene, 'maintenance', { retryAfterSeconds });
      expect(reply).toMatchObject({ ok: false, code: 'busy' });
      const retryAt = reply.ok ? 0 : (reply.facts.retryAt ?? 0);
      expect(Math.abs(retryAt - Date.now() - 1e9)).toBeLessThan(60_000);
    },
  );

  test('a thousand tries left are not told', async () => {
    const scene = await hostileScene();
    const { reply } = await refusedWith(scene, 'wrong-credentials', { triesLeft: 1000 });
    expect(reply).toMatchObject({ ok: false, code: 'wrong-credentials', facts: {} });
    expect(onScreen(reply)).not.toContain('1000');
  });

  test.each(['Application/JOSE', 'APPLICATION/JOSE; charset=utf-8', 'application/jose;x=1'])(
    'a refusal as %s is one: media types have no case',
    async (type) => {
      const scene = await hostileScene();
      scene.server.misbehave('/activations', async ({ response, body }) => {
        response.writeHead(423, { 'content-type': type });
        response.end(await scene.issuer.error('issue-void', sha256(body)));
      });
      expect(await scene.app.call('activate', input)).toMatchObject({ code: 'issue-void' });
    },
  );

  test('key-retired is tried once more with a new directory, and not for ever', async () => {
    const scene = await hostileScene();
    const { reply, pending } = await refusedWith(scene, 'key-retired');
    expect(reply).toMatchObject({ ok: false, code: 'busy' });
    expect(pending).toEqual([]);
    const sent = scene.server.asked.filter((path) => path.endsWith('/activations'));
    expect(sent).toHaveLength(2);
  });
});

describe('confirmations that prove nothing leave the token waiting to be confirmed', () => {
  const wrong: [string, (issuer: Issuer, body: string, tokenId: string) => Promise<string>][] = [
    ['another token', (issuer, body) => issuer.confirmation('f'.repeat(32), body)],
    [
      'another request',
      (issuer, _body, tokenId) => issuer.confirmation(tokenId, '{"attemptId":"x"}'),
    ],
    ['another kind', (issuer) => issuer.time('x'.repeat(22))],
    ['nothing', async () => ''],
  ];
  test.each(wrong)('%s', async (_name, make) => {
    const { app, issuer, server } = await hostileScene();
    server.misbehave('/confirmation', async (exchange) => {
      const [, tokenId = ''] = /tokens\/(\w+)/.exec(exchange.request.url ?? '') ?? [];
      refuse(exchange, 200, await make(issuer, exchange.body, tokenId));
    });
    await app.call('activate', input);
    await expect.poll(() => app.events.includes('confirmation-postponed')).toBe(true);
    expect((await app.ready()).tokens).toMatchObject([{ condition: 'usable' }]);
    const asked = () => server.asked.filter((path) => path.endsWith('/confirmation')).length;
    const before = asked();
    server.behave();
    await app.backgroundSync();
    expect(asked()).toBe(before + 1);
    await app.backgroundSync();
    expect(asked()).toBe(before + 1);
  });
});

describe('a confirmation that is refused, with the signature of the institution', () => {
  /** A token whose confirmation is still to come, with its code on screen. */
  async function unconfirmed() {
    const scene = await hostileScene();
    const { app, server, issuer } = scene;
    server.misbehave('/confirmation', ({ response }) => response.destroy());
    await app.call('activate', input);
    await expect.poll(() => app.events.includes('confirmation-postponed')).toBe(true);
    await finishAndOpen(app);
    expect((await app.ready()).openToken).not.toBeNull();
    const asked = () => server.asked.filter((path) => path.endsWith('/confirmation')).length;
    const refuseWith = (code: string) =>
      server.misbehave('/confirmation', async (exchange) =>
        refuse(exchange, 400, await issuer.error(code, sha256(exchange.body))),
      );
    return { app, asked, refuseWith };
  }

  test.each(['bad-request', 'token-expired'])(
    '%s ends the sending again, and the token works all the same',
    async (code) => {
      const { app, asked, refuseWith } = await unconfirmed();
      refuseWith(code);
      await app.backgroundSync();
      expect(app.events).toContain('confirmation-refused');
      const before = asked();
      await app.backgroundSync();
      expect(asked()).toBe(before);
      const { tokens, openToken } = await app.ready();
      expect(tokens).toMatchObject([{ condition: 'usable' }]);
      expect(openToken).not.toBeNull();
    },
  );

  test('token-released takes the code off the screen at once', async () => {
    const { app, refuseWith } = await unconfirmed();
    refuseWith('token-released');
    await app.backgroundSync();
    const { tokens, openToken } = await app.ready();
    expect(tokens).toMatchObject([{ condition: 'released' }]);
    expect(openToken).toBeNull();
  });

  test.each(['maintenance', 'too-many-requests'])('%s is waited out', async (code) => {
    const { app, asked, refuseWith } = await unconfirmed();
    refuseWith(code);
    const before = asked();
    await app.backgroundSync();
    await app.backgroundSync();
    expect(asked()).toBe(before + 2);
    expect((await app.ready()).tokens).toMatchObject([{ condition: 'usable' }]);
  });
});
