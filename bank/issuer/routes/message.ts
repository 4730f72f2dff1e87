/** Opens and makes the protocol's messages: JWE to us and to the app, JWS by us. */
import { sign as ecSign, hash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import type { PublicKey, messageType } from '../../../shared/protocol.ts';
import { parseJson } from '../../../shared/strict-json.ts';
import type { Tenant } from '../tenant.ts';
import { openJwe, readPublicKey, readUtf8, sealJwe } from './jwe.ts';
import { Refusal } from './refusal.ts';

type MessageType = (typeof messageType)[keyof typeof messageType];

export function requestHash(body: Uint8Array): string {
  return hash('sha256', body, 'base64url');
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
  const signature = joined(ecSign('sha256', Buffer.from(text), privateKey));
  return `${text}.${signature.toString('base64url')}`;
}

const numberBytes = 32;

/**
 * The two numbers of a signature one after the other (RFC 7518 §3.4), from the DER that OpenSSL makes (RFC 3279 §2.2.3).
 * Node does the same for `ieee-p1363`, and takes longer for it than for the signature itself.
 */
function joined(der: Buffer): Buffer {
  const both = Buffer.alloc(2 * numberBytes);
  // Of P-256 each length is one byte.
  let at = 2;
  for (const end of [numberBytes, 2 * numberBytes]) {
    const length = der.readUInt8(at + 1);
    // A zero before a number whose first bit is set; none where a number is short.
    const number = der.subarray(at + 2, at + 2 + length).subarray(-numberBytes);
    number.copy(both, end - number.length);
    at += 2 + length;
  }
  return both;
}

/** The parsed plaintext of a JWE to the institution. Throws a Refusal for whatever is wrong with it. */
export function openRequest(tenant: Tenant, typ: MessageType, body: Uint8Array): unknown {
  try {
    const opened = openJwe(readUtf8(body), (kid) => {
      const pair = tenant.keys.encryption.find((candidate) => candidate.kid === kid);
      if (!pair) throw new Refusal('key-retired');
      return pair.privateKey;
    });
    if (opened.typ !== typ) throw new Refusal('bad-request');
    return parseJson(readUtf8(opened.plaintext));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('bad-request');
  }
}

/** A JSON body of the given shape, or a refusal. */
export function readRequest<T>(schema: z.ZodType<T>, body: Uint8Array): T {
  try {
    return schema.parse(parseJson(readUtf8(body)));
  } catch {
    throw new Refusal('bad-request');
  }
}

export type DeviceKey = { kid: string; key: KeyObject };

/** Throws a Refusal for what looks like a key and is none, before a try is counted on it. */
export function readDeviceKey(jwk: PublicKey): DeviceKey {
  try {
    return { kid: thumbprintOf(jwk), key: readPublicKey(jwk) };
  } catch {
    throw new Refusal('bad-request');
  }
}

/** Of a public key, by RFC 7638 §3: its members in the order of the alphabet. */
function thumbprintOf({ kty, crv, x, y }: PublicKey): string {
  return hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url');
}

/** A compact JWE that only the holder of the attempt's device key can read. */
export function encryptTo({ kid, key }: DeviceKey, typ: MessageType, plain: string): string {
  return sealJwe(key, { kid, typ }, Buffer.from(plain));
}
