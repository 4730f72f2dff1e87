/** Issuing servers that are wrong about tries and deliveries. */
import { randomBytes } from 'node:crypto';
import { answerAttempt, changeToken, codeOf, recode } from './changes.ts';
import type { Mutation } from './mutation.ts';
import { hashOf } from '../../../build/conformance/client/read-answer.ts';
import { payloadOf } from './wrong-issuer.ts';
import type { Answered, Asked, Members, World } from './wrong-issuer.ts';

const activates = ({ path }: Asked) => path === '/activations';

type Guess = { userId: string; isKnown: boolean; isRight: boolean; attemptId: unknown };

/** Of an activation that is well-formed. */
function guessIn(asked: Asked, { isWellFormed, open, passwords }: World): Guess | undefined {
  if (!activates(asked) || !isWellFormed(asked)) return undefined;
  const { userId, activationPassword, attemptId } = open(asked)?.request ?? {};
  const right = passwords.get(String(userId));
  const isRight = right === activationPassword;
  return { userId: String(userId), isKnown: right !== undefined, isRight, attemptId };
}

function wrongCredentials(
  asked: Asked,
  world: World,
  { attemptId }: Guess,
  triesLeft: number,
): Answered {
  const name = `wrong ${hashOf(asked.body)}`;
  const request = hashOf(asked.body);
  const payload = {
    iss: '10010017',
    code: 'wrong-credentials',
    attemptId,
    request,
    triesLeft,
    serverTime: Date.now(),
  };
  const body = (world.memory.get(name) as string | undefined) ?? world.sign('error', payload);
  world.memory.set(name, body);
  return {
    status: 401,
    headers: { 'content-type': 'application/jose', 'cache-control': 'no-store' },
    body,
  };
}

const count = ({ memory }: World, name: string) => {
  const before = Number(memory.get(name) ?? 0);
  memory.set(name, before + 1);
  return before;
};

export const wrongTries: Record<string, Mutation> = {
  'counts no try': {
    finds: ['tries-told', 'five-tries', 'try-given-back', 'counted-at-once'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      return guess && !guess.isRight ? wrongCredentials(asked, world, guess, 4) : world.pass(asked);
    },
  },
  'counts no try while another is looked at': {
    finds: ['counted-at-once'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      if (!guess || guess.isRight) return world.pass(asked);
      const under = `under way ${guess.userId}`;
      if (world.memory.get(under) === true) return wrongCredentials(asked, world, guess, 4);
      world.memory.set(under, true);
      const answered = await world.pass(asked);
      world.memory.set(under, false);
      return answered;
    },
  },
  'gives no try back': {
    finds: ['try-given-back'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      const answered = await world.pass(asked);
      if (!guess || codeOf(answered) !== 'wrong-credentials') return answered;
      const name = `given ${hashOf(asked.body)}`;
      if (!world.memory.has(name)) world.memory.set(name, count(world, `tries ${guess.userId}`));
      const triesLeft = Math.max(0, 4 - Number(world.memory.get(name)));
      const again = `signed ${name}`;
      const body =
        (world.memory.get(again) as string | undefined) ??
        world.sign('error', { ...payloadOf(answered.body), triesLeft });
      world.memory.set(again, body);
      return { ...answered, body };
    },
  },
  'goes on after the fifth': {
    finds: ['five-tries', 'counted-at-once'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      const answered = await world.pass(asked);
      return guess && codeOf(answered) === 'issue-void'
        ? wrongCredentials(asked, world, guess, 0)
        : answered;
    },
  },
  'counts a malformed request': {
    finds: ['malformed-counts-nothing'],
    async exchange(asked, world) {
      const { request } = activates(asked) ? (world.open(asked) ?? {}) : {};
      if (request?.['activationPassword'] === 'x')
        count(world, `malformed ${String(request['userId'])}`);
      const answered = await world.pass(asked);
      const counted = world.memory.get(`malformed ${String(request?.['userId'])}`);
      if (counted === undefined || codeOf(answered) !== 'wrong-credentials') return answered;
      const payload = { ...payloadOf(answered.body), triesLeft: 1 };
      return { ...answered, body: world.sign('error', payload) };
    },
  },
  'a retired key costs a try': {
    // Nobody can name the attempt of what can't be opened.
    finds: ['key-retired', 'names-attempt'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (codeOf(answered) !== 'key-retired' || count(world, 'retired') < 5) return answered;
      const payload = { ...payloadOf(answered.body), code: 'issue-void' };
      return { ...answered, status: 423, body: world.sign('error', payload) };
    },
  },
  'another code for an unknown user': {
    finds: ['unknown-alike'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      const answered = await world.pass(asked);
      if (!guess || guess.isKnown || codeOf(answered) !== 'wrong-credentials') return answered;
      const { triesLeft: _, ...payload } = payloadOf(answered.body);
      return {
        ...answered,
        status: 400,
        body: world.sign('error', { ...payload, code: 'bad-request' }),
      };
    },
  },
  'no tries left told to an unknown user': {
    finds: ['unknown-alike'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      const answered = await world.pass(asked);
      if (!guess || guess.isKnown || codeOf(answered) !== 'wrong-credentials') return answered;
      const { triesLeft: _, ...payload } = payloadOf(answered.body);
      return { ...answered, body: world.sign('error', payload) };
    },
  },
  'a header more for an unknown user': {
    finds: ['unknown-alike'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      const answered = await world.pass(asked);
      if (!guess || guess.isKnown) return answered;
      return { ...answered, headers: { ...answered.headers, 'x-cache': 'miss' } };
    },
  },
  'an unknown user is never at an end': {
    finds: ['unknown-alike'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      const answered = await world.pass(asked);
      if (!guess || guess.isKnown || codeOf(answered) !== 'issue-void') return answered;
      return wrongCredentials(asked, world, guess, 0);
    },
  },
  'a known user takes longer': {
    finds: ['unknown-in-time'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      if (guess?.isKnown && !guess.isRight)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return world.pass(asked);
    },
  },
};

export const wrongRepeats: Record<string, Mutation> = {
  'seals every answer anew': {
    finds: [
      'same-bytes',
      'same-bytes-at-once',
      'same-bytes-confirmed',
      'renews',
      'signing-changes',
    ],
    exchange: changeToken(
      { forgets: true },
      (asked, world) => guessIn(asked, world)?.isRight ?? true,
    ),
  },
  'counts the same wrong bytes each time': {
    finds: ['wrong-bytes-once'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      if (!guess || guess.isRight || count(world, `seen ${hashOf(asked.body)}`) === 0)
        return world.pass(asked);
      const { answered, payload } = await world.remake(asked, undefined, true);
      return { ...answered, body: world.sign('error', payload) };
    },
  },
  'the same bytes at once are two requests': {
    finds: ['same-bytes-at-once'],
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      if (!guess?.isRight) return world.pass(asked);
      const under = `under way ${hashOf(asked.body)}`;
      if (count(world, under) > 0 && world.memory.get(`done ${under}`) !== true) {
        return answerAttempt(asked, world, { forgets: true });
      }
      const answered = await world.pass(asked);
      world.memory.set(`done ${under}`, true);
      return answered;
    },
  },
  'the first token for every attempt': {
    finds: ['new-delivery'],
    // The token that is told is not the one that is there.
    shakes: true,
    async exchange(asked, world) {
      const guess = guessIn(asked, world);
      if (!guess?.isRight) return world.pass(asked);
      return answerAttempt(asked, world, {
        edit: (token) => {
          const { tokenId, otp } = (world.memory.get(guess.userId) as Members | undefined) ?? token;
          world.memory.set(guess.userId, { tokenId, otp });
          return { ...token, tokenId, otp };
        },
      });
    },
  },
  'one secret for everybody': {
    finds: ['own-secret'],
    shakes: true,
    exchange: changeToken({
      edit: (token) => ({
        ...token,
        otp: { algorithm: 'SHA1', digits: 6, period: 60, secret: 'A'.repeat(27) },
      }),
    }),
  },
  'confirms what was delivered before': {
    finds: ['old-delivery-void', 'token-released'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (!asked.path.endsWith('/confirmation') || codeOf(answered) !== 'token-released')
        return answered;
      const { iss, request, attemptId, serverTime } = payloadOf(answered.body);
      const tokenId = asked.path.split('/')[2];
      const payload = { iss, tokenId, attemptId, request, serverTime };
      return { ...answered, status: 200, body: world.sign('confirmation', payload) };
    },
  },
  'delivers without end': {
    finds: ['three-deliveries'],
    async exchange(asked, world) {
      const answered = await world.pass(asked);
      if (codeOf(answered) !== 'too-many-deliveries') return answered;
      const opened = world.open(asked);
      return opened ? delivered(asked, world, opened.request) : answered;
    },
  },
  'tells a confirmed issue as ended': {
    finds: ['already-activated'],
    exchange: recode('already-activated', 'issue-ended', 410),
  },
};

async function delivered(asked: Asked, world: World, request: Members): Promise<Answered> {
  const at = Date.now();
  const secret = randomBytes(20).toString('base64url');
  const token = {
    v: 1,
    iss: '10010017',
    sub: request['userId'],
    tokenId: randomBytes(16).toString('hex'),
    attemptId: request['attemptId'],
    request: hashOf(asked.body),
    otp: { algorithm: 'SHA1', digits: 6, period: 60, secret },
    displayName: 'x',
    issuedAt: at,
    expiresAt: at + 86_400_000,
    serverTime: at,
  };
  const body = await world.sealTo(request, world.sign('token', token));
  return { status: 200, headers: { 'content-type': 'application/jose' }, body };
}
