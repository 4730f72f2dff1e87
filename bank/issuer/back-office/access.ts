/**
 * How a client proves who it is: an assertion signed by its private key (RFC 7523 §2.2), exchanged for an access token
 * of a few minutes (RFC 6749 §4.4, RFC 6750). The libraries for OAuth 2.0 that institutions have do this by themselves.
 */
import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Log } from '../../service/log.ts';
import { isStorageTrouble } from '../../service/storage/database.ts';
import { firstOf } from '../../service/storage/sealing.ts';
import type { Keyring } from '../../service/storage/sealing.ts';
import { run } from '../../service/storage/work.ts';
import type { Storage, Work } from '../../service/storage/work.ts';
import type { Client, Clients } from './clients.ts';
import { Problem } from './problem.ts';

const tokenLifeSeconds = 5 * 60;
const longestAssertionSeconds = 5 * 60;
/** How far a client's clock may be from ours. */
const toleranceSeconds = 30;
const algorithms = ['ES256', 'ES384', 'PS256', 'EdDSA'];
const tokensRemembered = 1000;

export const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const whatIsNeeded =
  'A form is needed with grant_type, client_assertion_type and client_assertion, each once.';

/** RFC 6749 §5.2 */
export class OAuthRefusal extends Error {
  override readonly name = 'OAuthRefusal';
  readonly code: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';

  constructor(code: OAuthRefusal['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Why no client stands behind an assertion, as the log tells it: fixed words, nothing of the assertion. */
type Reason =
  'unknown' | 'audience' | 'key' | 'expired' | 'too-long' | 'shown-before' | 'claims' | 'malformed';

class AssertionRefused extends Error {
  override readonly name = 'AssertionRefused';
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
}

export type AccessParts = {
  clients: Clients;
  storage: Storage;
  /** Signs access tokens, of which none are kept. */
  keys: Keyring;
  /** What assertions must be meant for: the back office's own address. */
  audience: () => string;
  now: () => number;
  log: Log;
};

export type Access = {
  /** The answer of the token endpoint. Throws an OAuthRefusal. */
  exchange(form: URLSearchParams): Promise<object>;
  /** By the Authorization header. Throws a Problem. */
  clientOf(authorization: string | undefined): Promise<Client>;
};

export function createAccess(parts: AccessParts): Access {
  const { clients, keys, audience, now } = parts;
  /** Looking at a signature costs as much as the rest of a small request. */
  const known = new Map<string, { id: string; expiresAt: number }>();

  async function idOf(token: string): Promise<string> {
    const found = known.get(token);
    if (found && found.expiresAt > now()) return found.id;
    known.delete(token);
    const payload = await payloadOf(token);
    const { sub = '', exp = 0 } = payload;
    if (known.size >= tokensRemembered) known.clear();
    known.set(token, { id: sub, expiresAt: exp * 1000 });
    return sub;
  }

  /** By the present key, or one that another process still signs by. */
  async function payloadOf(token: string): Promise<JWTPayload> {
    const currentDate = new Date(now());
    const wanted = { algorithms: ['HS256'], typ: 'at+jwt', audience: audience(), currentDate };
    const verify = async (key: KeyObject) => (await jwtVerify(token, key, wanted)).payload;
    return Promise.any(keys.map(verify));
  }

  return {
    async exchange(form) {
      const assertion = form.get('client_assertion');
      const grant = form.get('grant_type');
      if (grant === null || standsTwice(form)) throw new OAuthRefusal('invalid_request');
      if (grant !== 'client_credentials') throw new OAuthRefusal('unsupported_grant_type');
      if (form.get('client_assertion_type') !== jwtBearer || assertion === null) {
        throw new OAuthRefusal('invalid_request');
      }
      const client = await clientBehind(parts, assertion, form.get('client_id'));
      const accessToken = await new SignJWT()
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setSubject(client.id)
        .setAudience(audience())
        .setExpirationTime(Math.floor(now() / 1000) + tokenLifeSeconds)
        .sign(firstOf(keys));
      return {
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: tokenLifeSeconds,
        scope: client.scopes.join(' '),
      };
    },
    async clientOf(authorization) {
      const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '') ?? [];
      const id = token === undefined ? undefined : await idOf(token).catch(() => undefined);
      // One that was taken out of the file is out, whatever tokens it has.
      const client = id === undefined ? undefined : clients(id);
      if (!client) throw new Problem('unauthorized');
      return client;
    },
  };
}

/** RFC 6749 §3.2: no parameter may. */
const standsTwice = (form: URLSearchParams) => new Set(form.keys()).size !== form.size;

async function clientBehind(
  parts: AccessParts,
  assertion: string,
  told: string | null,
): Promise<Client> {
  const { audience, now, log } = parts;
  try {
    const id = decodeJwt(assertion).iss ?? '';
    const client = parts.clients(id);
    if (!client || (told !== null && told !== id)) throw new AssertionRefused('unknown');
    const { payload } = await jwtVerify(assertion, client.findKey, {
      algorithms,
      issuer: id,
      subject: id,
      requiredClaims: ['exp', 'jti', 'aud'],
      clockTolerance: toleranceSeconds,
      currentDate: new Date(now()),
    });
    const { aud, exp = 0, jti = '' } = payload;
    // For one server alone: an assertion made for another must not be of use here.
    if (aud !== audience() && aud !== `${audience()}/token`) throw new AssertionRefused('audience');
    if (exp > now() / 1000 + longestAssertionSeconds + toleranceSeconds)
      throw new AssertionRefused('too-long');
    await parts.storage.commit(() => useOnce(parts, id, jti, exp));
    return client;
  } catch (cause) {
    if (isStorageTrouble(cause)) throw cause;
    log.info(`back-office: client refused: ${reasonOf(cause)}`);
    throw new OAuthRefusal('invalid_client', { cause });
  }
}

function reasonOf(cause: unknown): Reason {
  if (cause instanceof AssertionRefused) return cause.reason;
  if (cause instanceof errors.JWTExpired) return 'expired';
  if (cause instanceof errors.JWTClaimValidationFailed) return 'claims';
  const isKey =
    cause instanceof errors.JWSSignatureVerificationFailed ||
    cause instanceof errors.JWKSNoMatchingKey;
  return isKey ? 'key' : 'malformed';
}

/** Throws if the assertion has been shown before (RFC 7523 §3, 7.). */
function* useOnce({ now }: AccessParts, client: string, jti: string, exp: number): Work<void> {
  const id = createHash('sha256').update(jti).digest();
  // A NumericDate may have a fraction (RFC 7519 §2), and the column takes none.
  const expiresAt = Math.ceil((exp + toleranceSeconds) * 1000);
  // Those of a process whose clock is a little behind still count.
  const before = now() - toleranceSeconds * 1000;
  yield* run('DELETE FROM client_assertions WHERE expires_at < ?', before);
  const entered = yield* run(
    'INSERT INTO client_assertions (client, jti, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    client,
    id,
    expiresAt,
  );
  if (entered === 0) throw new AssertionRefused('shown-before');
}
