/** The issuing server against docs/activation-protocol.md, over HTTP. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { Confirmation, Time, messageType } from '../../../shared/protocol.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import {
  activate,
  askStatus,
  codeAt,
  confirm,
  newAttempt,
  newRenewal,
  post,
  readError,
  readToken,
  send,
  sendRenewal,
  sha256,
  statusOf,
  verified,
} from '../../fakes/bank/app.ts';
import type { Attempt, Credentials } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { eventsOf, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

type Scene = { bank: TestBank; customer: BankCustomer; right: Credentials };

/** A customer with an issue that no app has used yet. */
async function issued(options: Parameters<typeof testBank>[0] = {}): Promise<Scene> {
  const bank = await testBank(options);
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  return { bank, customer, right: { userId, activationPassword } };
}

async function attemptWith({ customer }: Scene, credentials: Credentials): Promise<Attempt> {
  return newAttempt(customer.entry, credentials);
}

async function refusalOf({ customer }: Scene, attempt: Attempt) {
  const reply = await send(customer.entry, attempt);
  const error = await readError(customer.entry, reply);
  expect(error.request).toBe(sha256(attempt.body));
  return { status: reply.status, ...error };
}

async function tokenOf({ customer }: Scene, attempt: Attempt): Promise<IssuedToken> {
  return readToken(customer.entry, attempt, await send(customer.entry, attempt));
}

const unknownUser = '0000000000';
const wrong = (userId: string): Credentials => ({ userId, activationPassword: '00000' });

it('the same bytes get the same answer, byte for byte, before and after the confirmation', async () => {
  const scene = await issued();
  const { entry } = scene.customer;
  const attempt = await attemptWith(scene, scene.right);
  const first = await send(entry, attempt);
  expect(await send(entry, attempt)).toEqual(first);
  await confirm(entry, await readToken(entry, attempt, first));
  expect(await send(entry, attempt)).toEqual(first);
});

it('the same bytes sent twice at once get one token', async () => {
  const scene = await issued();
  const attempt = await attemptWith(scene, scene.right);
  const [one, two] = await Promise.all([tokenOf(scene, attempt), tokenOf(scene, attempt)]);
  expect(one).toEqual(two);
});

it('a wrong activation password leaves one try less, and the fifth ends the issue', async () => {
  const scene = await issued();
  for (const triesLeft of [4, 3, 2, 1]) {
    const refusal = await refusalOf(scene, await attemptWith(scene, wrong(scene.right.userId)));
    expect(refusal).toMatchObject({ status: 401, code: 'wrong-credentials', triesLeft });
  }
  const last = await refusalOf(scene, await attemptWith(scene, wrong(scene.right.userId)));
  expect(last).toMatchObject({ status: 423, code: 'issue-void' });
  const late = await refusalOf(scene, await attemptWith(scene, scene.right));
  expect(late.code).toBe('issue-void');
});

it('the void issue does not lock the account: トークン発行 starts again', async () => {
  const scene = await issued();
  for (let i = 0; i < 5; i += 1) {
    await send(scene.customer.entry, await attemptWith(scene, wrong(scene.right.userId)));
  }
  const userId = await scene.customer.applyForToken();
  expect(userId).not.toBe(scene.right.userId);
  expect((await scene.customer.setUpApp()).sub).toBe(userId);
});

it('the same wrong bytes sent again cost no further try', async () => {
  const scene = await issued();
  const attempt = await attemptWith(scene, wrong(scene.right.userId));
  const first = await send(scene.customer.entry, attempt);
  for (let i = 0; i < 6; i += 1) expect(await send(scene.customer.entry, attempt)).toEqual(first);
  const next = await refusalOf(scene, await attemptWith(scene, wrong(scene.right.userId)));
  expect(next.triesLeft).toBe(3);
});

it('guesses sent all at once are counted one by one', async () => {
  const scene = await issued();
  const attempts = await Promise.all(
    Array.from({ length: 12 }, () => attemptWith(scene, wrong(scene.right.userId))),
  );
  const refusals = await Promise.all(attempts.map((attempt) => refusalOf(scene, attempt)));
  const left = refusals.map(({ triesLeft }) => triesLeft ?? -1).toSorted((a, b) => b - a);
  expect(left.slice(0, 4)).toEqual([4, 3, 2, 1]);
  expect(new Set(left.slice(4))).toEqual(new Set([-1]));
});

it('a right password gives the tries back', async () => {
  const scene = await issued();
  for (let i = 0; i < 4; i += 1) {
    await send(scene.customer.entry, await attemptWith(scene, wrong(scene.right.userId)));
  }
  await tokenOf(scene, await attemptWith(scene, scene.right));
  const refusal = await refusalOf(scene, await attemptWith(scene, wrong(scene.right.userId)));
  expect(refusal.triesLeft).toBe(4);
});

it('an unknown user ID is answered like a wrong password, try for try', async () => {
  const scene = await issued();
  const answers = async (userId: string) => {
    const list: unknown[] = [];
    for (let i = 0; i < 7; i += 1) {
      const { status, code, triesLeft, ...rest } = await refusalOf(
        scene,
        await attemptWith(scene, wrong(userId)),
      );
      list.push({ status, code, triesLeft, members: Object.keys(rest) });
    }
    return list;
  };
  expect(await answers(unknownUser)).toEqual(await answers(scene.right.userId));
});

it('an unknown user ID takes as long as a wrong password', async () => {
  const scene = await issued();
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let round = 0; round < 12; round += 1) {
    const userId = await scene.customer.applyForToken();
    for (let i = 0; i < 4; i += 1) {
      for (const [kind, id] of [
        ['known', userId],
        ['unknown', `${String(round).padStart(2, '0')}00000000`],
      ] as const) {
        const attempt = await attemptWith(scene, wrong(id));
        const startedAt = performance.now();
        await send(scene.customer.entry, attempt);
        times[kind].push(performance.now() - startedAt);
      }
    }
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
  const ratio = median(times.known) / median(times.unknown);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.67);
});

it('until it is confirmed, a new attempt gets a new secret and the one before is void', async () => {
  const scene = await issued();
  const { entry } = scene.customer;
  const lost = await attemptWith(scene, scene.right);
  const first = await tokenOf(scene, lost);
  const second = await tokenOf(scene, await attemptWith(scene, scene.right));
  expect(second.otp.secret).not.toBe(first.otp.secret);
  expect(await statusOf(entry, first)).toBe('released');
  expect((await readError(entry, await confirm(entry, first))).code).toBe('token-released');
  // The old bytes, should they turn up again, neither bring the old secret nor end the new one.
  expect((await refusalOf(scene, lost)).code).toBe('already-activated');
  expect(await statusOf(entry, second)).toBe('waiting');
});

it('one issue is delivered three times at most', async () => {
  const scene = await issued();
  const tokens = [];
  for (let i = 0; i < 3; i += 1) {
    tokens.push(await tokenOf(scene, await attemptWith(scene, scene.right)));
  }
  const refusal = await refusalOf(scene, await attemptWith(scene, scene.right));
  expect(refusal).toMatchObject({ status: 423, code: 'too-many-deliveries' });
  expect(await statusOf(scene.customer.entry, tokens[2]!)).toBe('waiting');
});

it('an app older than the institution takes is told so, and no try is counted', async () => {
  const scene = await issued({ oldestApp: '1.2.0' });
  for (const version of ['1.1.9', '0.9.0', '', 'new']) {
    const attempt = await newAttempt(scene.customer.entry, wrong(scene.right.userId), {
      changes: { app: { version, os: 'Windows 11' } },
    });
    expect(await refusalOf(scene, attempt)).toMatchObject({ status: 426, code: 'app-too-old' });
  }
  const app = { version: '1.2.0', os: 'Windows 11' };
  const next = await newAttempt(scene.customer.entry, wrong(scene.right.userId), {
    changes: { app },
  });
  expect(await refusalOf(scene, next)).toMatchObject({ code: 'wrong-credentials', triesLeft: 4 });
});

it('after the confirmation a second PC is told that the token is in use already', async () => {
  const scene = await issued();
  await activate(scene.customer.entry, scene.right);
  const refusal = await refusalOf(scene, await attemptWith(scene, scene.right));
  expect(refusal).toMatchObject({ status: 409, code: 'already-activated' });
  expect((await eventsOf(scene.bank)).at(-1)).toBe('activation-refused');
});

it('after the confirmation no guess at the password ends the token', async () => {
  const scene = await issued();
  const token = await activate(scene.customer.entry, scene.right);
  for (let i = 0; i < 6; i += 1) {
    const refusal = await refusalOf(scene, await attemptWith(scene, wrong(scene.right.userId)));
    expect(refusal.code).toBe('already-activated');
  }
  expect(await statusOf(scene.customer.entry, token)).toBe('waiting');
});

it('an issue that no app used in 72 hours is expired', async () => {
  const scene = await issued();
  scene.bank.clock.moveBy(72 * hour);
  const refusal = await refusalOf(scene, await attemptWith(scene, scene.right));
  expect(refusal).toMatchObject({ status: 410, code: 'issue-expired' });
});

it('an issue works until 72 hours have passed, and its token after them', async () => {
  const scene = await issued();
  scene.bank.clock.moveBy(72 * hour - 1000);
  const token = await activate(scene.customer.entry, scene.right);
  scene.bank.clock.moveBy(72 * hour);
  await scene.customer.logIn();
  expect((await scene.customer.startUsing(token)).screenId).toBe('BOK002');
});

it('a new トークン発行 ends the issue before it', async () => {
  const scene = await issued();
  await scene.customer.applyForToken();
  const refusal = await refusalOf(scene, await attemptWith(scene, scene.right));
  expect(refusal).toMatchObject({ status: 410, code: 'issue-ended' });
});

it('a key that the institution has retired is said to be so', async () => {
  const scene = await issued();
  const attempt = await newAttempt(scene.customer.entry, scene.right, { kid: 'old-key' });
  expect(await refusalOf(scene, attempt)).toMatchObject({ status: 409, code: 'key-retired' });
});

it.each([
  ['another version', { changes: { v: 2 } }],
  ['another institution’s service ID', { changes: { serviceId: '10020025' } }],
  ['a user ID with a letter that none has', { changes: { userId: 'ILOU000000' } }],
  ['an activation password of three digits', { changes: { activationPassword: '123' } }],
  ['an activation password of nine digits', { changes: { activationPassword: '123456789' } }],
  ['a device key that is none', { changes: { deviceKey: { kty: 'EC', crv: 'P-256' } } }],
  ['the type of another message', { typ: messageType.token }],
])('a request with %s is refused, signed, and costs no try', async (_what, options) => {
  const scene = await issued();
  const attempt = await newAttempt(scene.customer.entry, scene.right, options);
  expect(await refusalOf(scene, attempt)).toMatchObject({ status: 400, code: 'bad-request' });
  const next = await refusalOf(scene, await attemptWith(scene, wrong(scene.right.userId)));
  expect(next.triesLeft).toBe(4);
});

it('a device key that is no point of the curve is refused', async () => {
  const scene = await issued();
  const [x, y] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const changes = { deviceKey: { kty: 'EC', crv: 'P-256', x, y } };
  const attempt = await newAttempt(scene.customer.entry, scene.right, { changes });
  expect((await refusalOf(scene, attempt)).code).toBe('bad-request');
});

it.each([
  ['nothing', ''],
  ['no JWE', 'x.y.z'],
  [
    'a JWE without a key',
    `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..a.b.c`,
  ],
])('a body of %s is refused, signed', async (_what, body) => {
  const { entry } = (await issued()).customer;
  const error = await readError(entry, await post(`${entry.issuerUrl}/activations`, body));
  expect(error).toMatchObject({ code: 'bad-request', attemptId: null, request: sha256(body) });
});

it('a body over 64 KiB is refused without being read to its end', async () => {
  const { entry } = (await issued()).customer;
  const reply = await post(`${entry.issuerUrl}/activations`, 'a'.repeat(200_000));
  expect((await readError(entry, reply)).code).toBe('bad-request');
});

it('confirming twice is the same as once', async () => {
  const scene = await issued();
  const { entry } = scene.customer;
  const token = await tokenOf(scene, await attemptWith(scene, scene.right));
  for (let i = 0; i < 2; i += 1) {
    const payload = await verified(
      entry,
      messageType.confirmation,
      (await confirm(entry, token)).body,
    );
    expect(Confirmation.parse(payload).tokenId).toBe(token.tokenId);
  }
});

it.each([
  [
    'by another secret',
    (token: IssuedToken) => ({ ...token, otp: { ...token.otp, secret: 'A'.repeat(27) } }),
  ],
  ['of another attempt', (token: IssuedToken) => ({ ...token, attemptId: '0'.repeat(32) })],
  ['of an unknown token', (token: IssuedToken) => ({ ...token, tokenId: '0'.repeat(32) })],
])('a confirmation %s is refused', async (_what, changed) => {
  const scene = await issued();
  const token = await tokenOf(scene, await attemptWith(scene, scene.right));
  const { entry } = scene.customer;
  expect((await readError(entry, await confirm(entry, changed(token)))).code).toBe('bad-request');
  // Still unconfirmed: another attempt is delivered.
  const next = await tokenOf(scene, await attemptWith(scene, scene.right));
  expect(next.tokenId).not.toBe(token.tokenId);
});

it('the time is signed, and answers the very question', async () => {
  const { bank, customer } = await issued();
  const nonce = randomBytes(16).toString('base64url');
  const jws = await (await fetch(`${customer.entry.issuerUrl}/time?nonce=${nonce}`)).text();
  const time = Time.parse(await verified(customer.entry, messageType.time, jws));
  expect(time).toEqual({ iss: '10010017', nonce, serverTime: bank.clock.now() });
});

it('the status follows the life of the token', async () => {
  const scene = await issued();
  const { entry } = scene.customer;
  const token = await activate(entry, scene.right);
  expect(await statusOf(entry, token)).toBe('waiting');
  await scene.customer.startUsing(token);
  expect(await statusOf(entry, token)).toBe('inUse');
  scene.bank.clock.moveBy(5 * 365 * day);
  expect(await statusOf(entry, token)).toBe('expired');
});

it('the status is told to the holder of the secret alone', async () => {
  const scene = await issued();
  const { entry } = scene.customer;
  const token = await activate(entry, scene.right);
  const stranger = { ...token, otp: { ...token.otp, secret: 'A'.repeat(27) } };
  expect((await readError(entry, await askStatus(entry, stranger))).code).toBe('bad-request');
});

async function inUseNearItsEnd(): Promise<Scene & { token: IssuedToken }> {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  bank.clock.moveBy(5 * 365 * day - 29 * day);
  const right = { userId: token.sub, activationPassword };
  return { bank, customer, right, token };
}

it('a renewed token takes over when it is confirmed, and the old one works until then', async () => {
  const { customer, token } = await inUseNearItsEnd();
  const { entry } = customer;
  const renewal = await newRenewal(entry, token);
  const renewed = await readToken(entry, renewal, await sendRenewal(entry, token, renewal));
  expect(renewed.expiresAt).toBeGreaterThan(token.expiresAt);
  expect(await statusOf(entry, token)).toBe('inUse');
  expect(await statusOf(entry, renewed)).toBe('inUse');
  await confirm(entry, renewed);
  await confirm(entry, renewed);
  expect(await statusOf(entry, token)).toBe('released');
  expect(await statusOf(entry, renewed)).toBe('inUse');
});

it('without a confirmation a right code of the renewed token is the end of the old one', async () => {
  const { bank, customer, token } = await inUseNearItsEnd();
  const { entry } = customer;
  const renewal = await newRenewal(entry, token);
  const renewed = await readToken(entry, renewal, await sendRenewal(entry, token, renewal));
  // The old one's codes are still taken, and say nothing of the new one.
  await customer.logIn(codeAt(token, bank.clock.now()));
  expect(await statusOf(entry, token)).toBe('inUse');
  bank.clock.moveBy(60_000);
  await customer.logIn(codeAt(renewed, bank.clock.now()));
  expect(await statusOf(entry, token)).toBe('released');
  expect(await statusOf(entry, renewed)).toBe('inUse');
  // A confirmation that comes late says nothing new.
  await confirm(entry, renewed);
  expect(await statusOf(entry, renewed)).toBe('inUse');
});

it('wrong codes between a renewal and its confirmation are counted once, and stop both', async () => {
  const { bank, customer, token } = await inUseNearItsEnd();
  const { entry } = customer;
  const renewal = await newRenewal(entry, token);
  const renewed = await readToken(entry, renewal, await sendRenewal(entry, token, renewal));
  const typeWrong = () => customer.logIn(codeAt(token, bank.clock.now(), 400));
  for (let code = 1; code <= 4; code += 1) await typeWrong();
  expect(await statusOf(entry, token)).toBe('inUse');
  await typeWrong();
  expect(await statusOf(entry, token)).toBe('suspended');
  expect(await statusOf(entry, renewed)).toBe('suspended');
});

it('the same renewal sent again gets the same answer', async () => {
  const { customer, token } = await inUseNearItsEnd();
  const renewal = await newRenewal(customer.entry, token);
  const first = await sendRenewal(customer.entry, token, renewal);
  expect(await sendRenewal(customer.entry, token, renewal)).toEqual(first);
});

it('a second renewal before the confirmation voids the first', async () => {
  const { customer, token } = await inUseNearItsEnd();
  const { entry } = customer;
  const renew = async () => {
    const renewal = await newRenewal(entry, token);
    return readToken(entry, renewal, await sendRenewal(entry, token, renewal));
  };
  const first = await renew();
  const second = await renew();
  expect((await readError(entry, await confirm(entry, first))).code).toBe('token-released');
  await confirm(entry, second);
  expect(await statusOf(entry, second)).toBe('inUse');
});

it.each([
  ['more than 30 days before its end', -5 * day, 'bad-request'],
  ['after its end', 40 * day, 'token-expired'],
])('a token is not renewed %s', async (_when, moved, code) => {
  const { bank, customer, token } = await inUseNearItsEnd();
  bank.clock.moveBy(moved);
  const reply = await sendRenewal(customer.entry, token, await newRenewal(customer.entry, token));
  expect((await readError(customer.entry, reply)).code).toBe(code);
});

it('requests beyond the limit are told to wait, signed', async () => {
  const scene = await issued({ limits: { activationsPerAddress: 3 } });
  const attempts = await Promise.all(
    [1, 2, 3, 4].map(() => attemptWith(scene, wrong(unknownUser))),
  );
  for (const attempt of attempts.slice(0, 3)) {
    expect((await refusalOf(scene, attempt)).code).toBe('wrong-credentials');
  }
  const refusal = await refusalOf(scene, attempts[3]!);
  expect(refusal).toMatchObject({ status: 429, code: 'too-many-requests' });
  expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
  scene.bank.clock.moveBy(60_000);
  expect((await refusalOf(scene, attempts[3]!)).code).toBe('wrong-credentials');
});
