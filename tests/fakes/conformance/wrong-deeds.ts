/** Issuing servers that do something else than they should: with tries, deliveries, proofs, keys and their clock. */
import { randomBytes } from 'node:crypto';
import { newDeviceKey } from '../../../build/conformance/client/seal.ts';
import { proofOf } from '../../../build/conformance/client/ask.ts';
import { answerAttempt, change, changeToken, codeOf, recode } from './changes.ts';
import type { Mutation } from './mutation.ts';
import { hashOf } from '../../../build/conformance/client/read-answer.ts';
import { payloadOf } from './wrong-issuer.ts';
import type { Asked, Exchange, Members } from './wrong-issuer.ts';

const confirms = ({ path }: Asked) => path.endsWith('/confirmation');
const asksStatus = ({ path }: Asked) => path.endsWith('/status');
const json = ({ body }: Asked) => JSON.parse(body.toString('utf8')) as Members;
const tokenIn = ({ path }: Asked) => path.split('/')[2] ?? '';
const isKnown = (asked: Asked, secretOf: (id: string) => string | undefined) =>
  secretOf(tokenIn(asked)) !== undefined;

/** Tokens go through our hands, so that their secrets are known. */
const learnSecrets = changeToken({});

/** A proof is made right before it goes on, where this one is to be taken. */
function takesProof(
  fits: (asked: Asked) => boolean,
  text: (asked: Asked) => string,
  edit: (body: Members) => Members = (body) => body,
): Exchange {
  return async (asked, world) => {
    const secret = world.secretOf(tokenIn(asked));
    if (!fits(asked) || secret === undefined) return learnSecrets(asked, world);
    const body = edit({ ...json(asked), mac: proofOf(secret, text(asked)) });
    const answered = await world.pass({ ...asked, body: Buffer.from(JSON.stringify(body)) });
    const payload = payloadOf(answered.body);
    const kind = answered.status === 200 ? (confirms(asked) ? 'confirmation' : 'status') : 'error';
    const request = 'request' in payload ? { request: hashOf(asked.body) } : {};
    return { ...answered, body: world.sign(kind, { ...payload, ...request }) };
  };
}

export const wrongProofs: Record<string, Mutation> = {
  'confirms whatever the mac': {
    finds: ['confirm-wrong-mac', 'confirm-unknown-alike'],
    exchange: takesProof(
      confirms,
      (asked) => `confirm|${tokenIn(asked)}|${String(json(asked)['attemptId'])}`,
    ),
  },
  'confirms whatever the attempt': {
    finds: ['confirm-other-attempt'],
    async exchange(asked, world) {
      if (asked.path === '/activations') {
        const answered = await learnSecrets(asked, world);
        return answered;
      }
      const answered = await world.pass(asked);
      const secret = world.secretOf(tokenIn(asked));
      if (!confirms(asked) || answered.status === 200 || secret === undefined) return answered;
      const { attemptId, mac } = json(asked);
      if (mac !== proofOf(secret, `confirm|${tokenIn(asked)}|${String(attemptId)}`))
        return answered;
      if (codeOf(answered) !== 'bad-request') return answered;
      const { iss, request, serverTime } = payloadOf(answered.body);
      const payload = { iss, tokenId: tokenIn(asked), attemptId, request, serverTime };
      return { ...answered, status: 200, body: world.sign('confirmation', payload) };
    },
  },
  'confirms nothing': {
    finds: ['confirms'],
    exchange: (asked, world) =>
      world.pass(confirms(asked) ? { ...asked, body: Buffer.from('{}') } : asked),
    shakes: true,
  },
  'confirms once and no more': {
    finds: ['confirm-twice', 'confirm-at-once'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (!confirms(asked) || answered.status !== 200) return answered;
      if (!world.memory.has(asked.path)) {
        world.memory.set(asked.path, true);
        return answered;
      }
      const { tokenId: _, ...payload } = payloadOf(answered.body);
      return {
        ...answered,
        status: 410,
        body: world.sign('error', { ...payload, code: 'token-released' }),
      };
    },
  },
  'tells of a confirmation that it knows no such token': {
    finds: ['confirm-unknown-alike'],
    async exchange(asked, world) {
      const learned = await learnSecrets(asked, world);
      if (!confirms(asked) || learned.status === 200 || isKnown(asked, world.secretOf))
        return learned;
      const payload = { ...payloadOf(learned.body), code: 'token-released' };
      return { ...learned, status: 410, body: world.sign('error', payload) };
    },
  },
  'tells of a status that it knows no such token': {
    finds: ['status-unknown-alike'],
    async exchange(asked, world) {
      const learned = await learnSecrets(asked, world);
      if (!asksStatus(asked) || learned.status === 200 || isKnown(asked, world.secretOf))
        return learned;
      const payload = { ...payloadOf(learned.body), code: 'token-released' };
      return { ...learned, status: 410, body: world.sign('error', payload) };
    },
  },
  'tells the status to whoever asks': {
    finds: ['status-wrong-mac', 'status-other-nonce', 'status-unknown-alike'],
    exchange: takesProof(
      asksStatus,
      (asked) => `status|${tokenIn(asked)}|${String(json(asked)['nonce'])}`,
    ),
  },
  'takes a short nonce for a status': {
    finds: ['status-short-nonce'],
    shakes: true,
    exchange: takesProof(
      (asked) => asksStatus(asked) && String(json(asked)['nonce']).length < 22,
      (asked) => `status|${tokenIn(asked)}|${'A'.repeat(22)}`,
      (body) => ({ ...body, nonce: 'A'.repeat(22) }),
    ),
  },
  'calls a token in use before it is': {
    finds: ['status-waiting'],
    exchange: change('status', (status) =>
      status['state'] === 'waiting' ? { ...status, state: 'inUse' } : status,
    ),
  },
  'another end in the status': {
    finds: ['status-end'],
    exchange: change('status', (status) => ({ ...status, expiresAt: 4_000_000_000_000 })),
  },
  'renews whatever the mac': {
    finds: ['renewal-wrong-mac'],
    async exchange(asked, world) {
      const secret = world.secretOf(tokenIn(asked));
      const opened = asked.path.endsWith('/renewal') ? world.open(asked) : undefined;
      const { tokenId, attemptId } = opened?.request ?? {};
      if (secret === undefined || tokenId !== tokenIn(asked)) return learnSecrets(asked, world);
      const mac = proofOf(secret, `renew|${tokenId}|${String(attemptId)}`);
      return answerAttempt(asked, world, { ask: (request) => ({ ...request, mac }) });
    },
  },
  'renews one token by the proof of another': {
    finds: ['renewal-other-token'],
    async exchange(asked, world) {
      const opened = asked.path.endsWith('/renewal') ? world.open(asked) : undefined;
      const named = opened?.request['tokenId'];
      if (named === undefined || named === tokenIn(asked)) return world.pass(asked);
      return world.pass({ ...asked, path: `/tokens/${String(named)}/renewal` });
    },
  },
  'another refusal of a renewal before the start': {
    finds: ['renewal-not-in-use'],
    async exchange(asked, world) {
      const learned = await learnSecrets(asked, world);
      const secret = world.secretOf(tokenIn(asked));
      if (!asked.path.endsWith('/renewal') || codeOf(learned) !== 'bad-request') return learned;
      if (secret === undefined) return learned;
      const { tokenId, attemptId, mac } = world.open(asked)?.request ?? {};
      if (mac !== proofOf(secret, `renew|${tokenIn(asked)}|${String(attemptId)}`)) return learned;
      if (tokenId !== tokenIn(asked)) return learned;
      const payload = { ...payloadOf(learned.body), code: 'token-expired' };
      return { ...learned, status: 410, body: world.sign('error', payload) };
    },
  },
  'the end of a renewed token is missed': {
    finds: ['renewal-takes-over', 'release-told'],
    exchange: change('status', (status) =>
      status['state'] === 'released' ? { ...status, state: 'inUse' } : status,
    ),
    shakes: true,
  },
  'opens the first of its keys alone': {
    finds: ['listed-keys-open'],
    settings: (settings) => {
      const { encryptionKeys } = settings.institution;
      const retired = { ...newDeviceKey().jwk, kid: 'second' };
      const keys = [...encryptionKeys, retired];
      return { ...settings, institution: { ...settings.institution, encryptionKeys: keys } };
    },
  },
  'bad-request for a key that was retired': {
    finds: ['key-retired'],
    exchange: recode('key-retired', 'bad-request', 400),
  },
};

export const wrongClocks: Record<string, Mutation> = {
  'tells nobody the time': {
    finds: ['tells-time'],
    exchange: (asked, world) =>
      world.pass(asked.path.startsWith('/time') ? { ...asked, path: '/time' } : asked),
    shakes: true,
  },
  'ten minutes ahead': {
    finds: ['clock-right'],
    exchange: change('time', (time) => ({
      ...time,
      serverTime: Number(time['serverTime']) + 600_000,
    })),
    // Codes of the app would be those of ten minutes on.
    shakes: true,
  },
  'seconds instead of milliseconds': {
    finds: ['clock-right'],
    exchange: change('time', (time) => ({
      ...time,
      serverTime: Math.floor(Number(time['serverTime']) / 1000),
    })),
    shakes: true,
  },
  'a clock that stands': {
    finds: ['clock-runs'],
    exchange: change('time', (time, _asked, { memory }) => {
      if (!memory.has('time')) memory.set('time', time['serverTime']);
      return { ...time, serverTime: memory.get('time') };
    }),
    shakes: true,
  },
  'a time without a nonce': {
    finds: ['time-no-nonce'],
    async exchange(asked, world) {
      return world.pass(
        asked.path === '/time' ? { ...asked, path: `/time?nonce=${fresh()}` } : asked,
      );
    },
  },
  'a time for any nonce': {
    finds: ['time-short-nonce'],
    async exchange(asked, world) {
      if (asked.path !== '/time?nonce=AAAA' && asked.path !== '/time?nonce=short')
        return world.pass(asked);
      return world.pass({ ...asked, path: `/time?nonce=${fresh()}` });
    },
  },
};

const fresh = () => randomBytes(16).toString('base64url');

/** What the institution's own side does wrong, through no message at all. */
export const wrongBanks: Record<string, Mutation> = {
  'takes every code again': {
    finds: ['code-once'],
    deeds: (deeds) => {
      const taken = new Set<string>();
      return {
        ...deeds,
        async run(deed, asked) {
          const name = `${asked.userId} ${asked.code}`;
          if (deed === 'code' && taken.has(name)) return { taken: true };
          const done = await deeds.run(deed, asked);
          if (done.taken === true) taken.add(name);
          return done;
        },
      };
    },
  },
  'starts the use by any code': {
    finds: ['wrong-code'],
    deeds: (deeds) => ({
      ...deeds,
      run: async (deed, asked) => ({
        ...(await deeds.run(deed, asked)),
        ...(deed === 'start' ? { taken: true } : {}),
      }),
    }),
  },
  'never suspends': {
    finds: ['wrong-codes-suspend'],
    exchange: change('status', (status) =>
      status['state'] === 'suspended' ? { ...status, state: 'inUse' } : status,
    ),
  },
  'calls a released token waiting': {
    finds: ['release-told', 'renewal-takes-over', 'old-delivery-void'],
    exchange: change('status', (status) =>
      status['state'] === 'released' ? { ...status, state: 'waiting' } : status,
    ),
  },
  'tells a voided issue as expired': {
    finds: ['void-told'],
    exchange: recode('issue-ended', 'issue-expired', 410),
  },
  'does not start the use by a right code': {
    finds: ['code-starts'],
    deeds: (deeds) => ({
      ...deeds,
      run: async (deed, asked) => (deed === 'start' ? { taken: false } : deeds.run(deed, asked)),
    }),
    shakes: true,
  },
  'an old token dies at the answer to its renewal': {
    finds: ['renewal-both-work'],
    deeds: (deeds) => ({
      ...deeds,
      run: async (deed, asked) => (deed === 'code' ? { taken: false } : deeds.run(deed, asked)),
    }),
    shakes: true,
  },
  'a limit that nobody meets': {
    finds: ['too-many-told'],
    settings: (settings) => ({ ...settings, limitRequests: 20 }),
  },
};
