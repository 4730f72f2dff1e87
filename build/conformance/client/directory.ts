/** The institution as the signed directory has it. */
import { compactVerify, importJWK } from 'jose';
import type { JWK } from 'jose';
import { readNamedText } from '../../../bank/service/files/named-file.ts';
import type { Institution } from '../kit.ts';
import { Unready, orUnready } from '../settings.ts';
import type { ConformanceText } from '../text/ja.ts';
import { readObject } from './jose-form.ts';
import type { Members } from './jose-form.ts';
import { misfits } from './schemas.ts';
import type { NamedJwk } from './seal.ts';

/** `from` is a file or an address. Throws an Unready where no institution with this issuer is proved. */
export async function findInstitution(
  from: string,
  roots: NamedJwk[],
  issuerUrl: string,
  t: ConformanceText,
): Promise<Institution> {
  const directory = await readDirectory((await textAt(from, t)).trim(), roots);
  if (!directory) throw new Unready(t.badDirectory(from));
  const [fault] = misfits('directory', directory);
  if (fault !== undefined) throw new Unready(t.badSettings(from, fault));
  const listed = directory['institutions'] as Institution[];
  const found = listed.find((entry) => entry.issuerUrl === issuerUrl);
  if (!found) throw new Unready(t.notListed(issuerUrl));
  return found;
}

async function textAt(from: string, t: ConformanceText): Promise<string> {
  if (/^https?:/.test(from)) {
    try {
      return await (await fetch(from, { redirect: 'error' })).text();
    } catch (cause) {
      throw new Unready(t.unreachable(from), { cause });
    }
  }
  return orUnready(() => readNamedText(from, t.file));
}

async function readDirectory(jws: string, roots: NamedJwk[]): Promise<Members | undefined> {
  for (const root of roots) {
    try {
      const key = await importJWK(root as JWK, 'ES256');
      const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES256'] });
      const isOurs = protectedHeader.typ === 'otp-directory+jws';
      if (isOurs && protectedHeader.kid === root.kid) return readObject(Buffer.from(payload));
    } catch {
      continue;
    }
  }
  return undefined;
}
