/** The one thing that is asked of a vendor's root: its public half, and a signature (ES256). */
import { createPrivateKey, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { PublicKey } from '../../../shared/protocol.ts';
import type { Context } from '../command.ts';
import { PrivateKey, newPrivateKey, readKeyFile, writeKeyFile } from './key-file.ts';
import { isPkcs11, openPkcs11 } from './pkcs11.ts';

export type Signer = {
  publicKey: PublicKey;
  /** `r` and `s`, 64 bytes, as a JWS has them (RFC 7518 §3.4). Throws a Fault with what the key's keeper says. */
  sign(input: string): Promise<Buffer>;
};

/**
 * `address` is a file of ours, or a PKCS#11 URI (RFC 7512). With `mayMake` a key that is not there is made: one that is
 * there is taken, so that a command that was cut off can be given again.
 */
export async function openSigner(
  address: string,
  context: Context,
  mayMake = false,
): Promise<Signer> {
  if (isPkcs11(address)) return openPkcs11(address, context, mayMake);
  const key =
    mayMake && !existsSync(address)
      ? await makeFile(address, context)
      : (await readKeyFile(address, PrivateKey, context)).content;
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  return {
    publicKey: PublicKey.parse(key),
    sign: (input) =>
      Promise.resolve(
        sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
  };
}

async function makeFile(path: string, context: Context): Promise<PrivateKey> {
  const passphrase = await context.secret(context.t.askNewPassphrase(path), true);
  const key = await newPrivateKey();
  await writeKeyFile(path, 'jwk+json', key, passphrase, context);
  return key;
}
