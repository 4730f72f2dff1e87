/** The app's side of docs/activation-protocol.md: sealed requests, proved answers, signed time. */
import { createHash, randomBytes } from 'node:crypto';
import { base64url } from 'jose';
import type * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import {
  Confirmation,
  IssuedToken,
  ReceivedError,
  Status,
  Time,
  joseContentType,
  maxRetryAfterSeconds,
  maxTriesLeft,
  messageType,
  protocolErrorCodes,
  protocolVersion,
} from '../../../shared/protocol.ts';
import type {
  ActivationRequest,
  ConfirmationRequest,
  DirectoryEntry,
  NamedKey,
  RenewalRequest,
  StatusRequest,
} from '../../../shared/protocol.ts';
import type { ActivatingInstitutions } from '../../use-cases/activate.ts';
import type { Attempt } from '../../core/attempt.ts';
import { maxOffsetChangeMs } from '../../core/clock.ts';
import type { Measurement } from '../../core/clock.ts';
import { unprovedRefusal } from '../../core/unproved.ts';
import type { Answer, Refusal } from '../../use-cases/refusal.ts';
import type { RenewingInstitutions } from '../../use-cases/renew.ts';
import type { TokenSource } from '../../use-cases/attempts.ts';
import type { TimeSource } from '../../use-cases/clock.ts';
import type { StatusSource } from '../../use-cases/token-status.ts';
import type { Http } from './http.ts';
import { newDeviceKey, openSealed, sealRequest } from './jwe.ts';
import { readSigned } from './jws.ts';

/**
 * Functions throw AppError: offline, proxy-password and connection-unsafe for faults on the way,
 * unsigned errors among them, and unproven-answer for an answer that claims success and can't be
 * proved. A signed time is given to `observeTime` only where the answer can't be an old one: the
 * request was new, or had a nonce.
 */
// oxlint-disable-next-line max-lines-per-function -- what it returns shares one line to the institutions
export function connectInstitutions(options: {
  http: Http;
  wallMs: () => number;
  monotonicMs: () => number;
  observeTime: (measurement: Measurement) => void;
  app: ActivationRequest['app'];
}): ActivatingInstitutions & RenewingInstitutions & TokenSource & StatusSource & TimeSource {
  async function ask(request: Parameters<Http>[0]) {
    const askedMonotonicMs = options.monotonicMs();
    const answer = await options.http(request);
    const answeredMonotonicMs = options.monotonicMs();
    const answeredWallMs = options.wallMs();
    // Whatever stands between here and there says it in another type: a log-in page, an error page.
    if (answer.contentType !== joseContentType) {
      throw new AppError('offline', { cause: new Error('not an institution') });
    }
    return {
      ...answer,
      observe: (serverTime: number) =>
        options.observeTime({ askedMonotonicMs, answeredMonotonicMs, answeredWallMs, serverTime }),
    };
  }
  type Asked = Awaited<ReturnType<typeof ask>>;

  const post = (url: string, body: string, contentType = 'application/json') =>
    ask({ url, method: 'POST', contentType, body });

  /** A refusal counts only if the institution signed it about this very request. */
  async function readRefusal(
    asked: Asked,
    expected: { entry: DirectoryEntry; attemptId: string | null; request: string; isNew: boolean },
  ): Promise<Refusal> {
    const { entry, attemptId, request } = expected;
    const keys = entry.signingKeys;
    const error = await readSigned(asked.body, keys, messageType.error, ReceivedError);
    const proved =
      error !== null &&
      error.iss === entry.serviceId &&
      error.request === request &&
      (error.attemptId === null || error.attemptId === attemptId);
    if (!proved) throw unprovedRefusal();
    if (expected.isNew) asked.observe(error.serverTime);
    return refusalOf(error);
  }

  async function readProved<T>(
    jws: string,
    expected: { keys: NamedKey[]; typ: string; schema: z.ZodType<T>; is: (payload: T) => boolean },
  ): Promise<T> {
    const payload = await readSigned(jws, expected.keys, expected.typ, expected.schema);
    if (payload === null || !expected.is(payload)) throw new AppError('unproven-answer');
    return payload;
  }

  async function fetchToken(
    entry: DirectoryEntry,
    attempt: Attempt,
    isNew: boolean,
  ): Promise<Answer<{ token: IssuedToken; secret: Uint8Array }>> {
    if (attempt.deviceKey === null) throw new AppError('internal');
    const route = attempt.renews === null ? 'activations' : `tokens/${attempt.renews}/renewal`;
    const url = `${entry.issuerUrl}/${route}`;
    const asked = await post(url, attempt.requestBody, joseContentType);
    const request = sha256(attempt.requestBody);
    if (asked.status !== 200) {
      const expected = { entry, attemptId: attempt.id, request, isNew };
      return { ok: false, refusal: await readRefusal(asked, expected) };
    }
    const token = await readProved(await openSealed(asked.body, attempt.deviceKey), {
      keys: entry.signingKeys,
      typ: messageType.token,
      schema: IssuedToken,
      is: (issued) =>
        issued.iss === entry.serviceId &&
        issued.sub === attempt.userId &&
        issued.tokenId !== attempt.renews &&
        issued.attemptId === attempt.id &&
        issued.request === request &&
        issued.expiresAt > Math.max(issued.issuedAt, issued.serverTime) &&
        issued.issuedAt < issued.serverTime + maxOffsetChangeMs,
    });
    const secret = base64url.decode(token.otp.secret);
    if (secret.length < 16 || secret.length > 64) throw new AppError('unproven-answer');
    if (isNew) asked.observe(token.serverTime);
    return { ok: true, value: { token, secret } };
  }

  return {
    /** The exact bytes of a new request, and the one-time key that can read its answer. */
    async prepareActivation(entry, input, attemptId) {
      const deviceKey = await newDeviceKey();
      const { d: _, ...publicKey } = deviceKey;
      const requestBody = await sealRequest(entry, messageType.activationRequest, {
        v: protocolVersion,
        attemptId,
        ...input,
        deviceKey: publicKey,
        app: options.app,
      } satisfies ActivationRequest);
      return { requestBody, deviceKey };
    },

    async prepareRenewal(entry, tokenId, attemptId, mac) {
      const deviceKey = await newDeviceKey();
      const { d: _, ...publicKey } = deviceKey;
      const requestBody = await sealRequest(entry, messageType.renewalRequest, {
        v: protocolVersion,
        attemptId,
        tokenId,
        deviceKey: publicKey,
        app: options.app,
        mac: base64url.encode(mac),
      } satisfies RenewalRequest);
      return { requestBody, deviceKey };
    },

    fetchToken,

    /** Tells the institution that the token is stored. `mac` proves it. */
    async confirm(entry, attempt, tokenId, mac) {
      const body = JSON.stringify({
        v: protocolVersion,
        attemptId: attempt.id,
        mac: base64url.encode(mac),
      } satisfies ConfirmationRequest);
      const asked = await post(`${entry.issuerUrl}/tokens/${tokenId}/confirmation`, body);
      const request = sha256(body);
      if (asked.status !== 200) {
        const expected = { entry, attemptId: attempt.id, request, isNew: false };
        return { ok: false, refusal: await readRefusal(asked, expected) };
      }
      await readProved(asked.body, {
        keys: entry.signingKeys,
        typ: messageType.confirmation,
        schema: Confirmation,
        is: (payload) =>
          payload.iss === entry.serviceId &&
          payload.tokenId === tokenId &&
          payload.attemptId === attempt.id &&
          payload.request === request,
      });
      return { ok: true, value: null };
    },

    async askStatus(entry, tokenId, prove) {
      const nonce = newNonce();
      const body = JSON.stringify({
        v: protocolVersion,
        nonce,
        mac: base64url.encode(prove(nonce)),
      } satisfies StatusRequest);
      const asked = await post(`${entry.issuerUrl}/tokens/${tokenId}/status`, body);
      if (asked.status !== 200) {
        const expected = { entry, attemptId: null, request: sha256(body), isNew: true };
        return { ok: false, refusal: await readRefusal(asked, expected) };
      }
      const status = await readProved(asked.body, {
        keys: entry.signingKeys,
        typ: messageType.status,
        schema: Status,
        is: (payload) =>
          payload.iss === entry.serviceId && payload.tokenId === tokenId && payload.nonce === nonce,
      });
      asked.observe(status.serverTime);
      return { ok: true, value: status.state };
    },

    /** Asks for the institution's signed time; what comes of it goes to `observeTime`. */
    async askTime(entry) {
      const nonce = newNonce();
      const asked = await ask({ url: `${entry.issuerUrl}/time?nonce=${nonce}`, method: 'GET' });
      if (asked.status !== 200) throw new AppError('offline');
      const time = await readProved(asked.body, {
        keys: entry.signingKeys,
        typ: messageType.time,
        schema: Time,
        is: (payload) => payload.iss === entry.serviceId && payload.nonce === nonce,
      });
      asked.observe(time.serverTime);
    },
  };
}

/** What is told of a signed no: figures in bounds, whatever the institution puts there. */
function refusalOf({ code, triesLeft, retryAfterSeconds }: ReceivedError): Refusal {
  return {
    code: protocolErrorCodes.find((known) => known === code) ?? 'unknown',
    ...(triesLeft === undefined || triesLeft > maxTriesLeft ? {} : { triesLeft }),
    ...(retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: Math.min(retryAfterSeconds, maxRetryAfterSeconds) }),
  };
}

function newNonce(): string {
  return base64url.encode(randomBytes(16));
}

/** base64url SHA-256 of exactly what was sent. */
function sha256(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}
