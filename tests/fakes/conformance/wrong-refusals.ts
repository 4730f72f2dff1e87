/** Issuing servers that are wrong about what is over, what has to wait, and who signs after a change of keys. */
import { newDeviceKey } from '../../../build/conformance/client/seal.ts';
import { hashOf } from '../../../build/conformance/client/read-answer.ts';
import { change, codeOf, recode, reply } from './changes.ts';
import type { Mutation } from './mutation.ts';
import { without } from './wrong-issuer.ts';
import type { Asked, Exchange } from './wrong-issuer.ts';

const asksTime = ({ path }: Asked) => path.startsWith('/time');
const asksStatus = ({ path }: Asked) => path.endsWith('/status');

/** Who asks more than five times at once is sent away: as other checks never do. */
function limits(fits: (asked: Asked) => boolean, headers: Record<string, string>): Exchange {
  return async (asked, world) => {
    if (!fits(asked)) return world.pass(asked);
    const underWay = Number(world.memory.get('under way') ?? 0);
    world.memory.set('under way', underWay + 1);
    try {
      if (underWay < 5) return await world.pass(asked);
      const request = hashOf(asked.body);
      const refusal = { iss: '10010017', attemptId: null, request, serverTime: Date.now() };
      const code = { code: 'too-many-requests', retryAfterSeconds: 0 };
      const type = { 'content-type': 'application/jose' };
      const body = world.sign('error', { ...refusal, ...code });
      return { status: 429, headers: { ...type, ...headers }, body };
    } finally {
      world.memory.set('under way', Number(world.memory.get('under way')) - 1);
    }
  };
}

const among = ['repeating', 'refusals', 'messages'] as const;

export const wrongRefusals: Record<string, Mutation> = {
  'tells an expired issue as ended': {
    finds: ['issue-expired'],
    among,
    exchange: recode('issue-expired', 'issue-ended', 410),
  },
  'bad-request for the renewal of an expired token': {
    finds: ['token-expired'],
    among,
    exchange: recode('token-expired', 'bad-request', 400),
  },
  'calls an expired token in use': {
    finds: ['token-expired'],
    among,
    exchange: change('status', (status) =>
      status['state'] === 'expired' ? { ...status, state: 'inUse' } : status,
    ),
  },
  'bad-request for a released token': {
    finds: ['token-released', 'old-delivery-void'],
    among,
    exchange: recode('token-released', 'bad-request', 400),
  },
  'bad-request in a maintenance': {
    finds: ['maintenance'],
    among,
    exchange: recode('maintenance', 'bad-request', 400),
  },
  'a maintenance without a time to come back': {
    finds: ['maintenance'],
    among,
    exchange: change('error', (error) =>
      error['code'] === 'maintenance' ? without(error, 'retryAfterSeconds') : error,
    ),
  },
  'a maintenance that says nothing to proxies': {
    finds: ['maintenance'],
    among,
    exchange: reply(
      (to) => ({ ...to, headers: { 'content-type': 'application/jose' } }),
      (_asked, answered) => codeOf(answered) === 'maintenance',
    ),
  },
  'signs by its former key for ever': {
    finds: ['signing-changes'],
    among: ['keys', 'messages'],
    deeds: (deeds) => ({
      ...deeds,
      run: async (deed, asked) => (deed === 'rotate-signing' ? {} : deeds.run(deed, asked)),
    }),
  },
  'signs by a key that the list has not': {
    finds: ['signing-changes', 'signed-kid', 'signature'],
    among: ['keys', 'messages'],
    settings: (settings) => {
      const [present] = settings.institution.signingKeys;
      if (!present) throw new Error('no signing key');
      const signingKeys = [present, { ...newDeviceKey().jwk, kid: 'another' }];
      return { ...settings, institution: { ...settings.institution, signingKeys } };
    },
  },
  'a limit of statuses without Retry-After': {
    // Of activations it has no limit at all.
    finds: ['status-limit-told', 'too-many-told'],
    among: ['limits'],
    exchange: limits(asksStatus, {}),
    settings: (settings) => ({ ...settings, limitRequests: 20 }),
  },
  'another Retry-After at a limit of times': {
    finds: ['time-limit-told', 'too-many-told'],
    among: ['limits'],
    exchange: limits(asksTime, { 'retry-after': '120' }),
    settings: (settings) => ({ ...settings, limitRequests: 20 }),
  },
};
