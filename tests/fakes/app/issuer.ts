/**
 * An institution that says whatever a test wants, with real keys and none of a bank's rules: the
 * messages of docs/activation-protocol.md, each to be bent before it is sealed, signed or sent.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  CompactEncrypt,
  CompactSign,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import type { CompactJWEHeaderParameters, CompactJWSHeaderParameters } from 'jose';
import { ActivationRequest, NamedKey, messageType } from '../../../shared/protocol.ts';
import type {
  ActivationRequest as Request,
  DirectoryEntry,
  IssuedToken,
  PublicKey,
} from '../../../shared/protocol.ts';

export type Issuer = Awaited<ReturnType<typeof createIssuer>>;
export type KeyPair = Omit<NamedKey, 'd'> & { d: string };

export async function newKeyPair(kid: string, alg: 'ES256' | 'ECDH-ES'): Promise<KeyPair> {
  const { privateKey } = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  const { x, y, d } = await exportJWK(privateKey);
  return { ...NamedKey.parse({ kty: 'EC', crv: 'P-256', x, y, kid }), d: d ?? '' };
}

export const publicHalf = ({ kty, crv, x, y, kid }: NamedKey | KeyPair): NamedKey =>
  NamedKey.parse({ kty, crv, x, y, kid });

export function sha256(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

export async function createIssuer(
  options: { serviceId?: string; root?: KeyPair; now?: () => number } = {},
) {
  const { serviceId = '10010017', now = Date.now } = options;
  const [root, signing, encryption] = await Promise.all([
    options.root ?? newKeyPair('root-1', 'ES256'),
    newKeyPair('sig-1', 'ES256'),
    newKeyPair('enc-1', 'ECDH-ES'),
  ]);
  /** What the next directory lists, and which private keys still open requests. */
  const keys = { root, signing: [signing], encryption: [encryption], retired: [] as KeyPair[] };

  async function sign(
    typ: string,
    payload: unknown,
    by: KeyPair = keys.signing[0] ?? signing,
    header: Partial<CompactJWSHeaderParameters> = {},
  ): Promise<string> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return new CompactSign(Buffer.from(text))
      .setProtectedHeader({ alg: 'ES256', kid: by.kid, typ, ...header })
      .sign(await importJWK(by, 'ES256'), { crit: { 'http://x.example': true } });
  }

  async function seal(
    to: PublicKey,
    plain: string,
    header: Partial<CompactJWEHeaderParameters> = {},
  ): Promise<string> {
    const complete = {
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: await calculateJwkThumbprint({ ...to }),
      typ: messageType.activationAnswer,
      ...header,
    };
    return new CompactEncrypt(Buffer.from(plain))
      .setProtectedHeader(complete)
      .encrypt(await importJWK({ ...to }, 'ECDH-ES'));
  }

  function entry(url: string): DirectoryEntry {
    return {
      serviceId,
      name: { ja: 'あかぎ信用組合', kana: 'アカギシンヨウクミアイ', en: 'Akagi Credit Union' },
      issuerUrl: `${url}/issuer`,
      bankUrl: `${url}/`,
      tel: '0120-000-111',
      hours: { ja: '平日', en: 'Weekdays' },
      color: '#7a1f2b',
      mark: 'あ',
      encryptionKeys: keys.encryption.map(publicHalf),
      signingKeys: keys.signing.map(publicHalf),
      policy: {
        passwordLength: { min: 4, max: 8 },
        waitSeconds: 8,
        passcodeRequired: false,
      },
    };
  }

  let seq = 1;

  return {
    serviceId,
    keys,
    sign,
    seal,
    entry,

    async directory(url: string, change: Record<string, unknown> = {}): Promise<string> {
      const iat = Math.floor(now() / 1000);
      const whole = { seq: seq++, iat, exp: iat + 30 * 86_400, institutions: [entry(url)] };
      return sign(messageType.directory, { ...whole, ...change }, keys.root);
    },

    /** What an app asked, opened with whichever key fits. */
    async open(body: string): Promise<Request> {
      const { plaintext } = await compactDecrypt(body, ({ kid }) => {
        const pair = [...keys.encryption, ...keys.retired].find((each) => each.kid === kid);
        if (pair === undefined) throw new Error('unknown key');
        return importJWK(pair, 'ECDH-ES');
      });
      return ActivationRequest.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
    },

    /** The payload of a right answer. */
    token(request: Request, body: string): IssuedToken {
      const issuedAt = now();
      return {
        v: 1,
        iss: serviceId,
        sub: request.userId,
        tokenId: randomBytes(16).toString('hex'),
        attemptId: request.attemptId,
        request: sha256(body),
        otp: {
          algorithm: 'SHA1',
          digits: 6,
          period: 60,
          secret: randomBytes(20).toString('base64url'),
        },
        displayName: 'あかぎ信用組合',
        issuedAt,
        expiresAt: issuedAt + 1825 * 86_400_000,
        serverTime: issuedAt,
      };
    },

    error: (code: string, request: string, change: Record<string, unknown> = {}) =>
      sign(messageType.error, {
        iss: serviceId,
        code,
        attemptId: null,
        request,
        serverTime: now(),
        ...change,
      }),

    time: (nonce: string, change: Record<string, unknown> = {}) =>
      sign(messageType.time, { iss: serviceId, nonce, serverTime: now(), ...change }),

    async confirmation(tokenId: string, body: string): Promise<string> {
      const { attemptId } = JSON.parse(body) as { attemptId: string };
      return sign(messageType.confirmation, {
        iss: serviceId,
        tokenId,
        attemptId,
        request: sha256(body),
        serverTime: now(),
      });
    },
  };
}
