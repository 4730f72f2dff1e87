/** The private key of a client, as `add-client` of the issuing service writes it. */
import type { JWK } from 'jose';
import * as z from 'zod';
import { inBothLanguages } from '../service/files/both-languages.ts';
import { FileFault, fileWords, readNamedJson } from '../service/files/named-file.ts';
import type { FileWords } from '../service/files/named-file.ts';

const KeyFile = z.looseObject({
  clientId: z.string().min(1),
  kty: z.string(),
  kid: z.string().min(1),
  alg: z.enum(['ES256', 'ES384', 'PS256', 'EdDSA']),
  d: z.string().min(1),
});

export type ClientKey = { clientId: string; kid: string; alg: string; jwk: JWK };

type Words = FileWords & { noClientKey(file: string): string };

const ja: Words = {
  ...fileWords.ja,
  noClientKey: (file) =>
    `${file}: バックオフィスのクライアントの秘密鍵ではありません。add-client が作ったファイルを指定してください。`,
};

const en: Words = {
  ...fileWords.en,
  noClientKey: (file) =>
    `${file}: no private key of a client of the back office: name the file that add-client has written`,
};

export const clientKeyWords = { en, both: inBothLanguages(ja, en) };

/** Throws a FileFault, whose sentence has nothing of the file's content in it. */
export function readClientKey(file: string, words = en): ClientKey {
  const read = KeyFile.safeParse(readNamedJson(file, words));
  if (!read.success) throw new FileFault(words.noClientKey(file));
  const { clientId, ...jwk } = read.data;
  return { clientId, kid: jwk.kid, alg: jwk.alg, jwk };
}
