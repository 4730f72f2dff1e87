/** How an exchange is made wrong: in its HTTP, in a message of one kind, or in what is asked before it goes on. */
import { payloadOf } from './wrong-issuer.ts';
import type { Answered, Asked, Exchange, Kind, Members, World } from './wrong-issuer.ts';

export const isAttempt = ({ path }: Asked) => path === '/activations' || path.endsWith('/renewal');
export const codeOf = ({ status, body }: Answered) =>
  status === 200 ? '200' : String(payloadOf(body)['code']);

/** Of a JWS that is not sealed: by its route, or a refusal. */
const kindOf = ({ path }: Asked, { status }: Answered): Kind => {
  if (status !== 200) return 'error';
  if (path.endsWith('/confirmation')) return 'confirmation';
  return path.endsWith('/status') ? 'status' : 'time';
};

type Change = (payload: Members, asked: Asked, world: World) => Members;

/** Changes members of one kind of message, and signs them as the institution. Tokens: `changeToken`. */
export function change(kind: Exclude<Kind, 'token'>, edit: Change, header?: Members): Exchange {
  return async (asked, world) => {
    const answered = await world.pass(asked);
    if (answered.status === 200 && isAttempt(asked)) return answered;
    if (kindOf(asked, answered) !== kind) return answered;
    const payload = edit(payloadOf(answered.body), asked, world);
    // The same answer for the same one of ours, as it is to the kit.
    const body = once(world, answered.body, () => world.sign(kind, payload, header));
    return { ...answered, body };
  };
}

function once(world: World, name: string, make: () => string): string {
  const made = (world.memory.get(name) as string | undefined) ?? make();
  world.memory.set(name, made);
  return made;
}

type TokenChange = {
  edit?: (token: Members, request: Members) => Members;
  header?: Members;
  sealHeader?: Members;
  /** What goes on to our service. */
  ask?: (request: Members) => Members;
  /** Made anew each time. */
  forgets?: boolean;
  /** Instead of the device key of the request. */
  key?: Members;
};

/** Opens an attempt, asks our service in its stead, and answers it as the institution. */
export function changeToken(
  given: TokenChange,
  fits: (asked: Asked, world: World) => boolean = () => true,
): Exchange {
  return async (asked, world) => {
    if (!isAttempt(asked) || !world.isWellFormed(asked) || !fits(asked, world))
      return world.pass(asked);
    return answerAttempt(asked, world, given);
  };
}

export async function answerAttempt(
  asked: Asked,
  world: World,
  given: TokenChange = {},
): Promise<Answered> {
  const { edit = (token) => token, header, sealHeader, ask, forgets = false, key } = given;
  const { answered, request, payload } = await world.remake(asked, ask);
  const name = `${answered.body} ${asked.body.toString('latin1')}`;
  const made = world.memory.get(name) as string | undefined;
  if (made !== undefined && !forgets) return { ...answered, body: made };
  const isToken = answered.status === 200;
  const to = key ? { ...request, deviceKey: key } : request;
  const body = isToken
    ? await world.sealTo(to, world.sign('token', edit(payload, request), header), sealHeader)
    : world.sign('error', {
        ...payload,
        attemptId: payload['attemptId'] === null ? null : (request['attemptId'] ?? null),
      });
  // Whoever came at once has made one meanwhile: the first counts.
  const first = (world.memory.get(name) as string | undefined) ?? body;
  if (!forgets) world.memory.set(name, first);
  return { ...answered, body: forgets ? body : first };
}

/** Answers with a refusal of ours where the institution's would have another code. */
export function recode(
  from: string,
  to: string,
  status: number,
  fits: (asked: Asked, world: World) => boolean = () => true,
): Exchange {
  return async (asked, world) => {
    const answered = await world.pass(asked);
    if (codeOf(answered) !== from || !fits(asked, world)) return answered;
    const { triesLeft: _, ...payload } = payloadOf(answered.body);
    // Who reads a malformed request has read its attempt too.
    const attemptId = payload['attemptId'] ?? world.open(asked)?.request['attemptId'] ?? null;
    return { ...answered, status, body: world.sign('error', { ...payload, attemptId, code: to }) };
  };
}

/** Changes the HTTP of answers that fit. */
export function reply(
  edit: (answered: Answered) => Answered,
  fits: (asked: Asked, answered: Answered) => boolean = () => true,
): Exchange {
  return async (asked, world) => {
    const answered = await world.pass(asked);
    return fits(asked, answered) ? edit(answered) : answered;
  };
}

type Bent = { header: Members; request: Members; plain: string; text: string; asked: Asked };

/** Takes a bent request that our service would refuse: opens it whatever it is, and makes it right. */
export function takes(
  isBent: (bent: Bent) => boolean,
  mend: (request: Members) => Members = (request) => request,
): Exchange {
  return async (asked, world) => {
    const opened = isAttempt(asked) ? world.open(asked) : undefined;
    const text = asked.body.toString('latin1');
    if (!opened || !isBent({ ...opened, text, asked })) return world.pass(asked);
    return answerAttempt(asked, world, { ask: mend });
  };
}
