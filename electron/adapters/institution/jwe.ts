/** Sealed messages (JWE, RFC 7516): requests that only the institution can read, answers that only this attempt can. */
import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import { isCompact } from '../../../shared/compact.ts';
import { AppError } from '../../../shared/errors.ts';
import { messageType } from '../../../shared/protocol.ts';
import type { DirectoryEntry } from '../../../shared/protocol.ts';
import type { DeviceKey } from '../../core/attempt.ts';

/** A one-time key pair; the answer is sealed to its public half. */
export async function newDeviceKey(): Promise<DeviceKey> {
  const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const { x = '', y = '', d = '' } = await exportJWK(privateKey);
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

/** Seals a request to the institution's first encryption key. */
export async function sealRequest(
  entry: DirectoryEntry,
  typ: typeof messageType.activationRequest | typeof messageType.renewalRequest,
  request: object,
): Promise<string> {
  const key = entry.encryptionKeys[0];
  if (key === undefined) throw new AppError('unknown-service');
  return new CompactEncrypt(Buffer.from(JSON.stringify(request)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid, typ })
    .encrypt(await importJWK({ ...key }, 'ECDH-ES'));
}

/** What an answer says to this attempt's key; throws AppError('unproven-answer') if it is for another. */
export async function openSealed(jwe: string, deviceKey: DeviceKey): Promise<string> {
  try {
    if (!isCompact(jwe)) throw new Error('not a compact JWE');
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      await importJWK({ ...deviceKey }, 'ECDH-ES'),
      {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A256GCM'],
        maxDecompressedLength: 0,
      },
    );
    const { typ, kid, crit } = protectedHeader;
    if (typ !== messageType.activationAnswer || crit !== undefined) throw new Error('header');
    if (kid !== (await calculateJwkThumbprint({ ...deviceKey }))) throw new Error('kid');
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch (cause) {
    throw new AppError('unproven-answer', { cause });
  }
}
