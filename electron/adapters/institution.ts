/** The app's side of docs/activation-protocol.md: sealed requests, proved answers, signed time. */
import { createHash, randomBytes } from 'node:crypto';
import {
  CompactEncrypt,
  base64url,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import type * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import {
  Confirmation,
  IssuedToken,
  ProtocolError,
  Time,
  joseContentType,
  messageType,
  protocolVersion,
} from '../../shared/protocol.ts';
import type {
  ActivationRequest,
  ConfirmationRequest,
  DirectoryEntry,
  NamedKey,
} from '../../shared/protocol.ts';
import type { Institutions } from '../activate.ts';
import type { ActivationInput } from '../core/activation-input.ts';
import type { Attempt, DeviceKey } from '../core/attempt.ts';
import type { Measurement } from '../core/clock.ts';
import type { Answer, Refusal } from '../refusal.ts';
import type { TimeSource } from '../settle-clock.ts';
import type { Http } from './http.ts';
import { readSigned } from './signed.ts';

/**
 * Functions throw AppError('offline') for faults on the way, unsigned errors among them, and
 * AppError('unproven-answer') for an answer that claims success and can't be proved.
 * Every signed time seen is given to `observeTime`.
 */
export function connectInstitutions(options: {
  http: Http;
  wallMs: () => number;
  monotonicMs: () => number;
  observeTime: (measurement: Measurement) => void;
  app: ActivationRequest['app'];
}): Institutions & TimeSource {
  async function ask(request: Parameters<Http>[0]) {
    const askedMonotonicMs = options.monotonicMs();
    const answer = await options.http(request);
    const answeredMonotonicMs = options.monotonicMs();
    const answeredWallMs = options.wallMs();
    return {
      ...answer,
      observe: (serverTime: number) =>
        options.observeTime({ askedMonotonicMs, answeredMonotonicMs, answeredWallMs, serverTime }),
    };
  }
  type Asked = Awaited<ReturnType<typeof ask>>;

  /** A refusal counts only if the institution signed it about this very request. */
  async function readRefusal(
    asked: Asked,
    expected: { keys: NamedKey[]; iss: string; attemptId: string; request: string },
  ): Promise<Refusal> {
    const error = await readSigned(asked.body, expected.keys, messageType.error, ProtocolError);
    const proved =
      error !== null &&
      error.iss === expected.iss &&
      error.request === expected.request &&
      (error.attemptId === null || error.attemptId === expected.attemptId);
    if (!proved) throw new AppError('offline', { cause: new Error('unsigned error') });
    asked.observe(error.serverTime);
    const { code, triesLeft, retryAfterSeconds } = error;
    return {
      code,
      ...(triesLeft === undefined ? {} : { triesLeft }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }

  async function readProved<T extends { iss: string; serverTime: number }>(
    asked: Asked,
    jws: string,
    expected: { keys: NamedKey[]; typ: string; schema: z.ZodType<T>; is: (payload: T) => boolean },
  ): Promise<T> {
    const payload = await readSigned(jws, expected.keys, expected.typ, expected.schema);
    if (payload === null || !expected.is(payload)) throw new AppError('unproven-answer');
    asked.observe(payload.serverTime);
    return payload;
  }

  return {
    /** The exact bytes of a new request, and the one-time key that can read its answer. */
    async prepareActivation(
      entry: DirectoryEntry,
      input: ActivationInput,
      attemptId: string,
    ): Promise<{ requestBody: string; deviceKey: DeviceKey }> {
      const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
      const { x = '', y = '', d = '' } = await exportJWK(privateKey);
      const deviceKey: DeviceKey = { kty: 'EC', crv: 'P-256', x, y, d };
      const request: ActivationRequest = {
        v: protocolVersion,
        attemptId,
        ...input,
        deviceKey: { kty: 'EC', crv: 'P-256', x, y },
        app: options.app,
      };
      const key = entry.encryptionKeys[0];
      if (key === undefined) throw new AppError('unknown-service');
      const requestBody = await new CompactEncrypt(Buffer.from(JSON.stringify(request)))
        .setProtectedHeader({
          alg: 'ECDH-ES',
          enc: 'A256GCM',
          kid: key.kid,
          typ: messageType.activationRequest,
        })
        .encrypt(await importJWK({ ...key }, 'ECDH-ES'));
      return { requestBody, deviceKey };
    },

    /** Sends the attempt's bytes as they are, for the first time or again. The caller wipes `secret`. */
    async activate(
      entry: DirectoryEntry,
      attempt: Attempt,
    ): Promise<Answer<{ token: IssuedToken; secret: Uint8Array }>> {
      if (attempt.deviceKey === null) throw new AppError('internal');
      const asked = await ask({
        url: `${entry.issuerUrl}/activations`,
        method: 'POST',
        contentType: joseContentType,
        body: attempt.requestBody,
      });
      const request = sha256(attempt.requestBody);
      const keys = entry.signingKeys;
      if (asked.status !== 200) {
        const expected = { keys, iss: entry.serviceId, attemptId: attempt.id, request };
        return { ok: false, refusal: await readRefusal(asked, expected) };
      }
      const token = await readProved(asked, await openSealed(asked.body, attempt.deviceKey), {
        keys,
        typ: messageType.token,
        schema: IssuedToken,
        is: (issued) =>
          issued.iss === entry.serviceId &&
          issued.sub === attempt.userId &&
          issued.attemptId === attempt.id &&
          issued.request === request &&
          issued.expiresAt > issued.issuedAt,
      });
      const secret = base64url.decode(token.otp.secret);
      if (secret.length < 16 || secret.length > 64) throw new AppError('unproven-answer');
      return { ok: true, value: { token, secret } };
    },

    /** Tells the institution that the token is stored. `mac` proves it. */
    async confirm(
      entry: DirectoryEntry,
      attempt: Attempt,
      tokenId: string,
      mac: Uint8Array,
    ): Promise<Answer<null>> {
      const body = JSON.stringify({
        v: protocolVersion,
        attemptId: attempt.id,
        mac: base64url.encode(mac),
      } satisfies ConfirmationRequest);
      const asked = await ask({
        url: `${entry.issuerUrl}/tokens/${tokenId}/confirmation`,
        method: 'POST',
        contentType: 'application/json',
        body,
      });
      const request = sha256(body);
      const keys = entry.signingKeys;
      if (asked.status !== 200) {
        const expected = { keys, iss: entry.serviceId, attemptId: attempt.id, request };
        return { ok: false, refusal: await readRefusal(asked, expected) };
      }
      await readProved(asked, asked.body, {
        keys,
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

    /** Asks for the institution's signed time; what comes of it goes to `observeTime`. */
    async askTime(
      entry: Pick<DirectoryEntry, 'issuerUrl' | 'serviceId' | 'signingKeys'>,
    ): Promise<void> {
      const nonce = base64url.encode(randomBytes(16));
      const asked = await ask({ url: `${entry.issuerUrl}/time?nonce=${nonce}`, method: 'GET' });
      if (asked.status !== 200) throw new AppError('offline');
      await readProved(asked, asked.body, {
        keys: entry.signingKeys,
        typ: messageType.time,
        schema: Time,
        is: (payload) => payload.iss === entry.serviceId && payload.nonce === nonce,
      });
    },
  };
}

/** Opens the JWE that only this attempt's key can open; throws AppError('unproven-answer'). */
async function openSealed(jwe: string, deviceKey: DeviceKey): Promise<string> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      await importJWK({ ...deviceKey }, 'ECDH-ES'),
      { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    if (protectedHeader.typ !== messageType.activationAnswer) throw new Error('typ');
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch (cause) {
    throw new AppError('unproven-answer', { cause });
  }
}

/** base64url SHA-256 of exactly what was sent. */
function sha256(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}
