/** An access token by an assertion of the client's own key (private_key_jwt: RFC 7523 §2.2), kept until shortly before its end. */
import { randomUUID } from 'node:crypto';
import { SignJWT, importJWK } from 'jose';
import * as z from 'zod';
import { BackOfficeError, parseAnswer, problemIn } from './back-office-error.ts';
import type { ClientKey } from './client-key.ts';
import type { Send } from './send.ts';

const assertionLifeSeconds = 60;
/** A request that is under way must not be overtaken by the end of its token. */
const spareSeconds = 30;

/** RFC 6749 §5.1 */
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive(),
});

export type AccessToken = {
  /** Asks for one where none is kept. Throws a BackOfficeError. */
  get(): Promise<string>;
  /** The service does not take this one any more. */
  forget(token: string): void;
};

type Kept = { token: string; until: number };

export function createAccessToken(parts: {
  key: ClientKey;
  /** What the back office calls itself. */
  audience: string;
  send: Send;
  now: () => number;
}): AccessToken {
  const { key, audience, send, now } = parts;
  let kept: Kept | null = null;
  let asking: Promise<Kept> | null = null;

  async function assertion(): Promise<string> {
    const at = Math.floor(now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .setIssuer(key.clientId)
      .setSubject(key.clientId)
      .setAudience(audience)
      .setIssuedAt(at)
      .setExpirationTime(at + assertionLifeSeconds)
      .setJti(randomUUID())
      .sign(await importJWK(key.jwk, key.alg));
  }

  async function exchange(): Promise<Kept> {
    const askedAt = now();
    // Each try with an assertion of its own, for none is taken twice.
    const asked = send.whole('/token', async () => ({
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(),
      }),
    }));
    const { status, headers, text } = await asked.catch((error: unknown) => {
      if (!(error instanceof BackOfficeError)) throw error;
      throw new BackOfficeError(error.code, { cause: error.cause, askedNothing: true });
    });
    if (status === 400 || status === 401) throw new BackOfficeError('client-refused');
    if (status !== 200) throw problemIn(headers, text);
    const { access_token: token, expires_in: seconds } = parseAnswer(TokenAnswer, text);
    return { token, until: askedAt + Math.max(seconds - spareSeconds, seconds / 2) * 1000 };
  }

  /** Whoever comes meanwhile waits for the same answer. */
  async function askOnce(): Promise<Kept> {
    asking ??= exchange().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    async get() {
      if (kept === null || now() >= kept.until) kept = await askOnce();
      return kept.token;
    },
    forget(token) {
      if (kept?.token === token) kept = null;
    },
  };
}
