/** Opens and makes the protocol's messages: JWE to us and to the app, JWS by us. */
import { createHash, sign as ecSign } from 'node:crypto';
import { CompactEncrypt, calculateJwkThumbprint, compactDecrypt, importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import type * as z from 'zod';
import { isCompact } from '../../../shared/compact.ts';
import type { PublicKey, messageType } from '../../../shared/protocol.ts';
import { parseJson } from '../../../shared/strict-json.ts';
import type { Tenant } from '../tenant.ts';
import { Refusal } from './refusal.ts';

type MessageType = (typeof messageType)[keyof typeof messageType];

export function requestHash(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

/**
 * A compact JWS (RFC 7515 §7.1) by the institution's present key. Made at once, which jose can't, so
 * that a refusal is signed in the transaction that counts the try.
 */
export function sign(tenant: Tenant, typ: MessageType, payload: object): string {
  const [{ kid, privateKey }] = tenant.keys.signing;
  const text = [{ alg: 'ES256', kid, typ }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  // The two numbers of the signature one after the other, as RFC 7518 §3.4 has it.
  const signature = ecSign('sha256', Buffer.from(text), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${signature.toString('base64url')}`;
}

/** The parsed plaintext of a JWE to the institution. Throws a Refusal for whatever is wrong with it. */
export async function openRequest(
  tenant: Tenant,
  typ: MessageType,
  body: Uint8Array,
): Promise<unknown> {
  try {
    const jwe = readText(body);
    if (!isCompact(jwe)) throw new Refusal('bad-request');
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      ({ kid }) => {
        const pair = tenant.keys.encryption.find((candidate) => candidate.kid === kid);
        if (!pair) throw new Refusal('key-retired');
        return pair.privateKey;
      },
      {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A256GCM'],
        maxDecompressedLength: 0,
      },
    );
    const isOurs = protectedHeader.typ === typ && protectedHeader.crit === undefined;
    if (!isOurs) throw new Refusal('bad-request');
    return parseJson(readText(plaintext));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('bad-request');
  }
}

/** A JSON body of the given shape, or a refusal. */
export function readRequest<T>(schema: z.ZodType<T>, body: Uint8Array): T {
  try {
    return schema.parse(parseJson(readText(body)));
  } catch {
    throw new Refusal('bad-request');
  }
}

/** Throws TypeError for bytes that are no UTF-8, of which a lenient decoder would make others. */
function readText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

export type DeviceKey = { kid: string; key: CryptoKey | Uint8Array };

/** Throws a Refusal for what looks like a key and is none, before a try is counted on it. */
export async function readDeviceKey(jwk: PublicKey): Promise<DeviceKey> {
  try {
    return { kid: await calculateJwkThumbprint(jwk), key: await importJWK(jwk, 'ECDH-ES') };
  } catch {
    throw new Refusal('bad-request');
  }
}

/** A compact JWE that only the holder of the attempt's device key can read. */
export function encryptTo(deviceKey: DeviceKey, typ: MessageType, plain: string): Promise<string> {
  const { kid, key } = deviceKey;
  return new CompactEncrypt(Buffer.from(plain))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid, typ })
    .encrypt(key);
}
