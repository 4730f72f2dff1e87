/** Signed directories: made by a root, and read back as an app reads them. */
import { decodeProtectedHeader } from 'jose';
import * as z from 'zod';
import { readSigned } from '../../../electron/adapters/institution/jws.ts';
import { Directory, maxDirectoryBytes, messageType } from '../../../shared/protocol.ts';
import type { NamedKey } from '../../../shared/protocol.ts';
import { pageUrl } from '../../../shared/protocol-values.ts';
import { Fault, readNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import { rootsOf } from '../keys/roots.ts';
import type { Signer } from '../keys/signer.ts';

const fetchSeconds = 20;

export type Read = { jws: string; directory: Directory; kid: string; isNext: boolean };

/** From a file or an address. Throws a Fault unless a root of vendor.json signed it and all of it fits. */
export async function readDirectory(place: string, context: Context): Promise<Read> {
  return prove(await textAt(place, context), place, context);
}

/** Of a list that another root may have signed, which vendor.json has no more: its number says enough to stop. */
export async function numberOf(place: string, context: Context): Promise<number> {
  const [, payload = ''] = (await textAt(place, context)).split('.');
  try {
    const json: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return Directory.shape.seq.parse(z.looseObject({}).parse(json)['seq']);
  } catch (cause) {
    throw new Fault(context.t.notSigned(place), { cause });
  }
}

async function textAt(place: string, context: Context): Promise<string> {
  const text = /^https?:/.test(place)
    ? await fetched(place, context)
    : readNeeded(place, context.t).toString('utf8');
  return text.trim();
}

export async function signDirectory(
  directory: Directory,
  { publicKey, sign }: Signer,
  context: Context,
): Promise<Read> {
  const { t } = context;
  const root = rootsOf(context).find(({ x, y }) => x === publicKey.x && y === publicKey.y);
  if (root === undefined) throw new Fault(t.noRootOfOurs);
  const header = { alg: 'ES256', kid: root.kid, typ: messageType.directory };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part(directory)}`;
  const jws = `${input}.${(await sign(input)).toString('base64url')}`;
  if (jws.length > maxDirectoryBytes) throw new Fault(t.tooLarge);
  // Whatever kept the key, nothing is published that an app would not take.
  return prove(jws, t.whatWasSigned, context);
}

async function prove(jws: string, place: string, context: Context): Promise<Read> {
  const { t } = context;
  const roots: NamedKey[] = rootsOf(context);
  if (Buffer.byteLength(jws) > maxDirectoryBytes) throw new Fault(t.tooLarge);
  const payload = await readSigned(jws, roots, messageType.directory, z.unknown());
  if (payload === null) throw new Fault(t.notSigned(place));
  const { data: directory, error } = Directory.safeParse(payload);
  if (error !== undefined) {
    throw new Fault(t.signedAndWrong(place, error.issues[0]?.path.join('.') ?? ''));
  }
  const { kid = '' } = decodeProtectedHeader(jws);
  return { jws, directory, kid, isNext: kid === roots[1]?.kid };
}

async function fetched(url: string, { t }: Context): Promise<string> {
  if (!pageUrl.safeParse(url).success) throw new Fault(t.badUrl(url));
  try {
    const signal = AbortSignal.timeout(fetchSeconds * 1000);
    const answer = await fetch(url, { redirect: 'error', signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.text();
  } catch (cause) {
    throw new Fault(t.notFetched(url), { cause });
  }
}
