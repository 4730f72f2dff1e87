/** Tens of thousands of bodies that are nearly right: none is taken, none crashes, no time is learnt from one. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../../electron/adapters/institution/http.ts';
import { connectInstitutions } from '../../../electron/adapters/institution/client.ts';
import { readSigned } from '../../../electron/adapters/institution/jws.ts';
import { AppError } from '../../../shared/errors.ts';
import { Directory, joseContentType, messageType } from '../../../shared/protocol.ts';
import type { DirectoryEntry } from '../../../shared/protocol.ts';
import type { Attempt } from '../../../electron/core/attempt.ts';
import { hostileScene, input } from '../../fakes/app/hostile-scene.ts';
import { createIssuer, publicHalf, sha256 } from '../../fakes/app/issuer.ts';
import type { Issuer } from '../../fakes/app/issuer.ts';
import { attempt as storedAttempt } from '../../fakes/app/records.ts';

/** The same bodies in every run, so that a failure can be looked at again. */
function chance(seed: string) {
  let state = createHash('sha256').update(seed).digest();
  let at = 0;
  return (below: number): number => {
    if (at > 28) {
      state = createHash('sha256').update(state).digest();
      at = 0;
    }
    const value = state.readUInt32BE(at);
    at += 4;
    return value % below;
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const strange = ['.', ' ', '\n', '=', '+', '/', '"', '{', '\0', 'あ', '\u202e', '%00', '𝟙'];

/** One change, or a few, to a right body. Never the body itself. */
function bend(right: string, random: (below: number) => number): string {
  const cut = random(right.length);
  const parts = right.split('.');
  const part = random(parts.length);
  const kinds: (() => string)[] = [
    () => right.slice(0, cut) + alphabet[random(64)] + right.slice(cut + 1),
    () => right.slice(0, cut) + strange[random(strange.length)] + right.slice(cut + 1),
    () => right.slice(0, cut) + strange[random(strange.length)] + right.slice(cut),
    () => right.slice(0, cut),
    () => right.slice(cut),
    () => right.slice(0, cut) + right.slice(cut + 1 + random(20)),
    () => right.slice(0, cut) + right.slice(0, random(right.length)) + right.slice(cut),
    () => parts.with(part, '').join('.'),
    () => parts.with(part, parts[random(parts.length)] ?? '').join('.'),
    () => parts.toSpliced(part, 1).join('.'),
    () => parts.toSpliced(part, 0, parts[part] ?? '').join('.'),
    () => parts.with(part, (parts[part] ?? '').split('').toReversed().join('')).join('.'),
    () => {
      const bytes = Buffer.from(parts[part] ?? '', 'base64url');
      if (bytes.length > 0) bytes.writeUInt8(random(256), random(bytes.length));
      return parts.with(part, bytes.toString('base64url')).join('.');
    },
  ];
  const bent = kinds[random(kinds.length)]?.() ?? '';
  return bent === right ? `${right}.` : bent;
}

const world = {} as {
  issuer: Issuer;
  entry: DirectoryEntry;
  attempt: Attempt;
  answer: string;
  refusal: string;
};
const observed: unknown[] = [];

function clientOf(answer: Omit<HttpAnswer, 'contentType'>) {
  return connectInstitutions({
    http: async () => ({ contentType: joseContentType, ...answer }),
    wallMs: Date.now,
    monotonicMs: () => 0,
    observeTime: (measurement) => observed.push(measurement),
    app: { version: '0.0.0', os: 'test' },
  });
}

beforeAll(async () => {
  const issuer = await createIssuer();
  const entry = issuer.entry('http://127.0.0.1:1');
  const id = '0123456789abcdef0123456789abcdef';
  const prepared = await clientOf({ status: 0, body: '' }).prepareActivation(entry, input, id);
  const request = await issuer.open(prepared.requestBody);
  const token = issuer.token(request, prepared.requestBody);
  Object.assign(world, {
    issuer,
    entry,
    attempt: storedAttempt({ id, userId: input.userId, ...prepared }),
    answer: await issuer.seal(request.deviceKey, await issuer.sign(messageType.token, token)),
    refusal: await issuer.error('issue-void', sha256(prepared.requestBody)),
  });
});

/** Runs so many bodies and returns how often each code came. */
async function outcomes(bodies: string[], ask: (body: string) => Promise<unknown>) {
  const codes = new Map<string, number>();
  for (const body of bodies) {
    const code = await ask(body).then(
      () => 'taken',
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return Object.fromEntries(codes);
}

const bodiesFrom = (right: string, seed: string, count: number) => {
  const random = chance(seed);
  return Array.from({ length: count }, () => bend(right, random));
};

describe('nearly right', () => {
  const activate = (status: number) => (body: string) =>
    clientOf({ status, body }).fetchToken(world.entry, world.attempt, true);

  test('the right ones are taken, so that the others are refused for what was bent', async () => {
    expect(await activate(200)(world.answer)).toMatchObject({ ok: true });
    expect(await activate(423)(world.refusal)).toMatchObject({ ok: false });
    expect(observed.splice(0)).toHaveLength(2);
  });

  test('12,000 answers', { timeout: 300_000 }, async () => {
    const bodies = bodiesFrom(world.answer, 'answers', 12_000);
    expect(await outcomes(bodies, activate(200))).toEqual({ 'unproven-answer': 12_000 });
    expect(observed).toEqual([]);
  });

  test('each byte of an answer changed', { timeout: 300_000 }, async () => {
    const bodies = world.answer
      .split('')
      .map(
        (letter, at) =>
          world.answer.slice(0, at) + (letter === 'A' ? 'B' : 'A') + world.answer.slice(at + 1),
      );
    expect(await outcomes(bodies, activate(200))).toEqual({ 'unproven-answer': bodies.length });
  });

  test('4,000 refusals', { timeout: 300_000 }, async () => {
    const bodies = bodiesFrom(world.refusal, 'refusals', 4000);
    expect(await outcomes(bodies, activate(423))).toEqual({ offline: 4000 });
    expect(observed).toEqual([]);
  });

  test('2,000 signed times', { timeout: 300_000 }, async () => {
    const bodies = bodiesFrom(await world.issuer.time('A'.repeat(22)), 'times', 2000);
    const askTime = (body: string) => clientOf({ status: 200, body }).askTime(world.entry);
    expect(await outcomes(bodies, askTime)).toEqual({ 'unproven-answer': 2000 });
    expect(observed).toEqual([]);
  });

  test('4,000 directories', { timeout: 300_000 }, async () => {
    const right = await world.issuer.directory('http://127.0.0.1:1');
    const roots = [publicHalf(world.issuer.keys.root)];
    const read = (jws: string) => readSigned(jws, roots, messageType.directory, Directory);
    expect(await read(right)).not.toBeNull();
    const taken = [];
    for (const jws of bodiesFrom(right, 'directories', 4000)) {
      if ((await read(jws)) !== null) taken.push(jws);
    }
    expect(taken).toEqual([]);
  });
});

test(
  '500 bent answers over a real connection leave nothing behind, and the right one is taken',
  { timeout: 300_000 },
  async () => {
    const { app, server } = await hostileScene();
    const random = chance('connection');
    server.misbehave('/activations', async ({ response, right }) => {
      response.writeHead(200, { 'content-type': joseContentType }).end(bend(await right(), random));
    });
    await app.call('activate', input);
    const [pending] = (await app.ready()).pending;
    for (let sent = 1; sent < 500; sent += 1) {
      const reply = await app.call('retryActivation', { id: pending?.id ?? '' });
      expect(reply).toMatchObject({ ok: false, code: 'unproven-answer' });
    }
    expect((await app.ready()).tokens).toEqual([]);
    expect(server.problems).toEqual([]);
    server.behave();
    expect(await app.call('activate', input)).toMatchObject({ ok: true });
  },
);
