/** Issuing servers whose answers are wrong as messages: what each changes, and the checks that find it. */
import { change, changeToken, reply } from './changes.ts';
import type { Mutation } from './mutation.ts';
import { newPrivateKey, payloadOf, signWith, without } from './wrong-issuer.ts';

const isTime = ({ path }: { path: string }) => path.startsWith('/time');
const isBadTime = (asked: { path: string }, { status }: { status: number }) =>
  isTime(asked) && status === 400;
const isGoodTime = (asked: { path: string }, { status }: { status: number }) =>
  isTime(asked) && status === 200;
const stranger = newPrivateKey();
const strangersKey = { kty: 'EC', crv: 'P-256', ...pointOf() };

function pointOf() {
  const { x, y } = stranger.export({ format: 'jwk' });
  return { x, y };
}

const dayMs = 86_400_000;

export const wrongMessages: Record<string, Mutation> = {
  'the time as text/plain': {
    finds: ['answer-type'],
    exchange: reply(
      (to) => ({ ...to, headers: { ...to.headers, 'content-type': 'text/plain' } }),
      isTime,
    ),
  },
  'refusals that redirect': {
    finds: ['no-redirect', 'http-status'],
    exchange: reply(
      (to) => ({ ...to, status: 302, headers: { ...to.headers, location: '/' } }),
      isBadTime,
    ),
  },
  'a cookie with the time': {
    finds: ['no-cookie'],
    exchange: reply((to) => ({ ...to, headers: { ...to.headers, 'set-cookie': 'a=b' } }), isTime),
  },
  'a time of 70 KiB': {
    finds: ['answer-size'],
    exchange: change('time', (time) => ({ ...time, more: 'x'.repeat(70 * 1024) })),
  },
  'refusals that nobody signed': {
    finds: ['readable', 'time-no-nonce', 'time-short-nonce'],
    exchange: reply((to) => ({ ...to, body: JSON.stringify(payloadOf(to.body)) }), isBadTime),
  },
  'a line break behind the time': {
    finds: ['one-form'],
    exchange: reply((to) => ({ ...to, body: `${to.body}\n` }), isGoodTime),
  },
  'a member twice in the time': {
    finds: ['member-once'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (!isGoodTime(asked, answered)) return answered;
      const text = JSON.stringify(payloadOf(answered.body)).replace('{', '{"serverTime":1,');
      return { ...answered, body: world.signText('time', text) };
    },
  },
  'the address of its keys in the header': {
    finds: ['header-plain'],
    exchange: change('time', (time) => time, { jku: 'https://issuer.example/keys' }),
  },
  'alg none': {
    finds: ['signed-alg'],
    exchange: change('time', (time) => time, { alg: 'none' }),
  },
  'a status with the typ of a time': {
    finds: ['signed-typ'],
    exchange: change('status', (status) => status, { typ: 'otp-time+jws' }),
  },
  'the kid of no listed key': {
    finds: ['signed-kid'],
    exchange: change('confirmation', (confirmation) => confirmation, { kid: 'another' }),
  },
  'another key under the right kid': {
    finds: ['signature'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (!isGoodTime(asked, answered)) return answered;
      const [head = ''] = answered.body.split('.');
      const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<
        string,
        unknown
      >;
      return { ...answered, body: signWith(stranger, header, payloadOf(answered.body)) };
    },
  },
  'a refusal changed after it was signed': {
    finds: ['signature'],
    exchange: reply((to) => {
      const [head, body = '', signature] = to.body.split('.');
      const payload = { ...payloadOf(`.${body}`), serverTime: 1 };
      const changed = Buffer.from(JSON.stringify(payload)).toString('base64url');
      return { ...to, body: [head, changed, signature].join('.') };
    }, isBadTime),
  },
  'a seal with the typ of a request': {
    finds: ['sealed-typ'],
    exchange: changeToken({ sealHeader: { typ: 'otp-activation+jwe' } }),
  },
  'a seal without kid': {
    finds: ['sealed-kid'],
    exchange: changeToken({ sealHeader: { kid: undefined } }),
  },
  'sealed to another key': {
    finds: ['sealed-to-device', 'readable', 'sealed-kid', 'activates', 'unknown-members'],
    shakes: true,
    exchange: changeToken({ key: strangersKey }),
  },
  'a seal that names its key': {
    finds: ['header-plain'],
    exchange: changeToken({ sealHeader: { jku: 'https://issuer.example/keys' } }),
  },
  'a token with the typ of a time': {
    finds: ['signed-typ'],
    exchange: changeToken({ header: { typ: 'otp-time+jws' } }),
  },
  'a seal of another enc': {
    finds: ['sealed-alg', 'sealed-to-device', 'readable', 'activates'],
    shakes: true,
    exchange: changeToken({ sealHeader: { enc: 'A128GCM' } }),
  },
  'no displayName': {
    finds: ['schema-token'],
    exchange: changeToken({ edit: (token) => without(token, 'displayName') }),
  },
  'five digits': {
    finds: ['schema-token'],
    // What it says is not what its bank takes.
    shakes: true,
    exchange: changeToken({ edit: (token) => otp(token, { digits: 5 }) }),
  },
  'a secret with padding': {
    finds: ['schema-token'],
    exchange: changeToken({ edit: (token) => otp(token, { secret: `${secretIn(token)}=` }) }),
  },
  'an issue of the day after tomorrow': {
    finds: ['token-instants'],
    exchange: changeToken({
      edit: (token) => ({ ...token, issuedAt: Number(token['issuedAt']) + 2 * dayMs }),
    }),
  },
  'a token that has expired': {
    finds: ['token-instants', 'status-end'],
    exchange: changeToken({ edit: (token) => ({ ...token, expiresAt: 1 }) }),
  },
  'another institution in the time': {
    finds: ['names-institution'],
    exchange: change('time', (time) => ({ ...time, iss: '99999999' })),
  },
  'another user in a token': {
    finds: ['names-user'],
    exchange: changeToken({ edit: (token) => ({ ...token, sub: '0000000000' }) }),
  },
  'another attempt in a token': {
    finds: ['names-attempt'],
    // The confirmation is made with it.
    shakes: true,
    exchange: changeToken({ edit: (token) => ({ ...token, attemptId: '0'.repeat(32) }) }),
  },
  'another request in refusals': {
    finds: ['names-request'],
    exchange: change('error', (error) => ({ ...error, request: 'A'.repeat(43) })),
  },
  'another request in a token': {
    finds: ['names-request'],
    exchange: changeToken({ edit: (token) => ({ ...token, request: 'A'.repeat(43) }) }),
  },
  'another token in a confirmation': {
    finds: ['names-token'],
    exchange: change('confirmation', (said) => ({ ...said, tokenId: '0'.repeat(32) })),
  },
  'another nonce in a status': {
    finds: ['echoes-nonce'],
    exchange: change('status', (status) => ({ ...status, nonce: 'A'.repeat(22) })),
  },
  'the same nonce in every time': {
    finds: ['echoes-nonce'],
    exchange: change('time', (time) => ({ ...time, nonce: 'A'.repeat(22) })),
  },
  'a state of its own': {
    finds: ['schema-status', 'status-waiting'],
    exchange: change('status', (status) =>
      status['state'] === 'waiting' ? { ...status, state: 'ready' } : status,
    ),
  },
  'a confirmation that says nothing of its request': {
    finds: ['schema-confirmation', 'names-request'],
    exchange: change('confirmation', (said) => without(said, 'request')),
  },
  'a time as text': {
    finds: ['schema-time'],
    exchange: change('time', (time) => ({ ...time, serverTime: String(time['serverTime']) })),
  },
  'a refusal without serverTime': {
    finds: ['schema-refusal'],
    exchange: change('error', (error) => without(error, 'serverTime')),
  },
  'a code of its own': {
    finds: ['schema-refusal', 'http-status', 'time-no-nonce', 'time-short-nonce'],
    exchange: change('error', (error, asked) =>
      isTime(asked) ? { ...error, code: 'nonsense' } : error,
    ),
  },
  'wrong credentials as 403': {
    finds: ['http-status'],
    exchange: reply(
      (to) => ({ ...to, status: 403 }),
      (_asked, { status }) => status === 401,
    ),
  },
  'a refusal of a question for the time that names an attempt': {
    finds: ['names-attempt'],
    exchange: change('error', (error, asked) =>
      isTime(asked) ? { ...error, attemptId: '0'.repeat(32) } : error,
    ),
  },
};

type Token = Record<string, unknown>;
const otp = (token: Token, changed: Token): Token => ({
  ...token,
  otp: { ...(token['otp'] as Token), ...changed },
});
const secretIn = (token: Token) => String((token['otp'] as Token)['secret']);
