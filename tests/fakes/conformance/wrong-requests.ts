/** Issuing servers that take requests which they must refuse, or refuse what they must take. */
import { changeToken, recode, reply, takes } from './changes.ts';
import type { Mutation } from './mutation.ts';
import { openCurve, payloadOf, without } from './wrong-issuer.ts';

const isOf = (name: string, value: unknown) => (of: Record<string, unknown>) => of[name] === value;
const deviceKeyHas =
  (isBent: (key: Record<string, unknown>) => boolean) =>
  ({ request }: { request: Record<string, unknown> }) =>
    isBent(request['deviceKey'] as Record<string, unknown>);
const last = (text: string) => text.split('.').at(-1) ?? '';
const hasStrayBit = (text: string) =>
  text.split('.').some((part) => {
    const again = Buffer.from(part, 'base64url').toString('base64url');
    return again !== part && again.length === part.length;
  });

export const wrongRequests: Record<string, Mutation> = {
  'takes any alg': {
    finds: ['bent-alg'],
    exchange: takes(({ header }) => isOf('alg', 'ECDH-ES+A256KW')(header)),
  },
  'takes any enc': {
    finds: ['bent-enc'],
    exchange: takes(({ header }) => isOf('enc', 'A128GCM')(header)),
  },
  'passes over crit': {
    finds: ['bent-crit'],
    exchange: takes(({ header }) => 'crit' in header),
  },
  'passes over zip': {
    finds: ['bent-zip'],
    exchange: takes(({ header }) => 'zip' in header),
  },
  'takes a renewal’s typ for an activation': {
    finds: ['bent-typ'],
    exchange: takes(
      ({ header, asked }) =>
        asked.path === '/activations' && isOf('typ', 'otp-renewal+jwe')(header),
    ),
  },
  'takes a message without typ': {
    finds: ['bent-no-typ'],
    exchange: takes(({ header }) => !('typ' in header)),
  },
  'tries its keys on a message without kid': {
    finds: ['bent-no-kid'],
    exchange: takes(({ header }) => !('kid' in header)),
  },
  'takes padding': {
    finds: ['bent-padding'],
    exchange: takes(({ text }) => text.endsWith('=')),
  },
  'trims white space': {
    finds: ['bent-space'],
    exchange: takes(({ text }) => text.endsWith('\n')),
  },
  'takes stray bits': {
    finds: ['bent-stray-bit'],
    exchange: takes(({ text }) => hasStrayBit(text)),
  },
  'takes a tag of 12 bytes': {
    finds: ['bent-short-tag'],
    exchange: takes(({ text }) => last(text).length === 16),
  },
  'takes the last of two members': {
    finds: ['bent-twice'],
    exchange: takes(({ plain }) => (plain.match(/"v":1/g) ?? []).length === 2),
  },
  'reads what is no UTF-8': {
    finds: ['bent-utf8'],
    exchange: takes(({ plain }) => plain.includes('\uFFFD')),
  },
  'reads any depth': {
    finds: ['bent-deep'],
    exchange: takes(
      ({ request }) => 'deep' in request,
      (request) => without(request, 'deep'),
    ),
  },
  'takes a private half': {
    finds: ['bent-private-half'],
    exchange: takes(deviceKeyHas((of) => 'd' in of)),
  },
  'takes the name of another curve': {
    finds: ['bent-curve'],
    exchange: takes(deviceKeyHas(isOf('crv', 'P-384')), (request) => request),
  },
  'wrong credentials for a key that is none': {
    finds: ['bent-no-point'],
    exchange: recode('bad-request', 'wrong-credentials', 401, (asked, world) => {
      const jwk = world.open(asked)?.request['deviceKey'] as Record<string, unknown> | undefined;
      return jwk?.['crv'] === 'P-256' && !('d' in jwk) && !openCurve(jwk);
    }),
  },
  'takes version 2': {
    finds: ['bent-version'],
    exchange: takes(
      ({ request }) => isOf('v', 2)(request),
      (request) => ({ ...request, v: 1 }),
    ),
  },
  'does without app': {
    finds: ['bent-missing'],
    exchange: takes(
      ({ request }) => !('app' in request),
      (request) => ({ ...request, app: { version: '99.0.0', os: 'x' } }),
    ),
  },
  'wrong credentials for a malformed user ID': {
    finds: ['bent-user'],
    exchange: recode('bad-request', 'wrong-credentials', 401, (asked, world) =>
      isOf('userId', 'ILOU000000')(world.open(asked)?.request ?? {}),
    ),
  },
  'wrong credentials for a malformed password': {
    finds: ['bent-password'],
    exchange: recode('bad-request', 'wrong-credentials', 401, (asked, world) =>
      isOf('activationPassword', '123')(world.open(asked)?.request ?? {}),
    ),
  },
  'takes a malformed attempt ID': {
    finds: ['bent-attempt'],
    shakes: true,
    exchange: takes(
      ({ request }) => isOf('attemptId', 'ABCDEF')(request),
      (request) => ({ ...request, attemptId: 'a'.repeat(32) }),
    ),
  },
  'key-retired for a broken tag': {
    finds: ['bent-tag'],
    exchange: recode('bad-request', 'key-retired', 409, (asked, world) => {
      const [, , , , tag = ''] = asked.body.toString('latin1').split('.');
      return tag.length === 22 && world.isTagWrong(asked);
    }),
  },
  'key-retired for an epk that is no point': {
    finds: ['bent-epk'],
    exchange: recode('bad-request', 'key-retired', 409, ({ body }) => {
      const { epk } = headerOf(body);
      return epk !== undefined && !openCurve(epk);
    }),
  },
  'key-retired for what is no JSON': {
    finds: ['bent-json'],
    exchange: recode('bad-request', 'key-retired', 409, (asked, world) => {
      const { epk, alg } = headerOf(asked.body);
      const isSealed = alg === 'ECDH-ES' && openCurve(epk) && asked.body.length < 60_000;
      return isSealed && !world.isTagWrong(asked) && !world.open(asked);
    }),
  },
  'a refusal in the open of what was in the open': {
    finds: ['bent-not-sealed', 'readable', 'answer-type'],
    exchange: reply(
      () => ({ status: 400, headers: { 'content-type': 'application/json' }, body: '{}' }),
      ({ path, body }) => path === '/activations' && body.toString('latin1') === '{"v":1}',
    ),
  },
  'a page of its proxy for a body that is too large': {
    finds: ['answer-type', 'bent-too-large', 'readable'],
    exchange: reply(
      () => ({ status: 413, headers: { 'content-type': 'text/html' }, body: '<h1>Too large</h1>' }),
      ({ body }) => body.length > 64 * 1024,
    ),
  },
  'the hash of another body in a refusal of an empty one': {
    finds: ['names-request'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (asked.path !== '/activations' || asked.body.length > 0) return answered;
      const payload = { ...payloadOf(answered.body), request: 'A'.repeat(43) };
      return { ...answered, body: world.sign('error', payload) };
    },
  },
  'no refusal of an empty body': {
    finds: ['bent-empty', 'readable', 'http-status', 'answer-type'],
    exchange: reply(
      () => ({ status: 204, headers: {}, body: '' }),
      ({ path, body }) => path === '/activations' && body.length === 0,
    ),
  },
  'refuses members that it does not know': {
    finds: ['unknown-members'],
    exchange: async (asked, world) => {
      if (asked.path === '/activations' && 'later' in (world.open(asked)?.request ?? {})) {
        return world.pass({ ...asked, body: Buffer.from('{}') });
      }
      return world.pass(asked);
    },
    // What it refuses is another body.
    shakes: true,
  },
  'issues for any service ID': {
    finds: ['other-institution'],
    exchange: takes(
      ({ request, asked }) => asked.path === '/activations' && request['serviceId'] !== '10010017',
      (request) => ({ ...request, serviceId: '10010017' }),
    ),
  },
  'issues for any app': {
    finds: ['app-too-old'],
    exchange: changeToken(
      { ask: (request) => ({ ...request, app: { version: '99.0.0', os: 'x' } }) },
      (asked, world) =>
        isOf('version', '0.0.0')(world.open(asked)?.request['app'] as Record<string, unknown>),
    ),
  },
};

function headerOf(body: Buffer): Record<string, unknown> {
  try {
    const [head = ''] = body.toString('latin1').split('.');
    const text = Buffer.from(head, 'base64url').toString('utf8');
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
