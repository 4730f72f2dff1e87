/**
 * An institution's own keys, one encrypted JWK Set: its life is that of docs/activation-protocol.md, Replacing keys. The
 * public file beside it is what the vendor gets; it never lists a key that the set does not hold.
 */
import { basename } from 'node:path';
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { NamedKey } from '../../../shared/protocol.ts';
import { agree } from '../agree.ts';
import { Fault, Usage, word, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import { PrivateKey, newPrivateKey, readKeyFile, writeKeyFile } from './key-file.ts';

/** `use` as RFC 7517 §4.2 has it. Of each use the first one serves; a retired one is listed no more, and still opens. */
const InstitutionKey = PrivateKey.extend({
  use: z.enum(['sig', 'enc']),
  retired: z.boolean().default(false),
});
type InstitutionKey = z.infer<typeof InstitutionKey>;
const KeySet = z.object({ keys: z.array(InstitutionKey).min(1) });

const uses: Record<string, InstitutionKey['use']> = { encryption: 'enc', signing: 'sig' };
const mostListed = 8;

export async function makeKeys(context: Context): Promise<void> {
  const path = pathOf(context);
  if (existsSync(path)) throw new Fault(context.t.fileTaken(path));
  const passphrase = await context.secret(context.t.askNewPassphrase(path), true);
  const keys = [await newKey('enc'), await newKey('sig')];
  await writeKeyFile(path, 'jwk-set+json', { keys }, passphrase, context);
  writePublic(path, keys, context);
}

/** Encryption: the new one first, which apps use at once. Signing: the new one last, until every app knows it. */
export async function rotateKey(context: Context): Promise<void> {
  const use = uses[word(context, 1)];
  if (use === undefined) throw new Usage(context.t.whichUse);
  const isStolen = context.options['at-once'] === true;
  await change(context, async (keys) => {
    const others = keys.filter((key) => key.use !== use);
    const old = isStolen ? [] : keys.filter((key) => key.use === use);
    if (listed(old, use).length >= mostListed) throw new Fault(context.t.tooManyKeys);
    const made = await newKey(use);
    context.print(context.t.rotated(made.kid, use, isStolen));
    return [...others, ...(use === 'enc' ? [made, ...old] : [...old, made])];
  });
}

/** The key that signs from now on. */
export async function useKey(context: Context): Promise<void> {
  await change(context, (keys) => {
    const key = named(keys, context);
    if (key.use !== 'sig' || key.retired) throw new Fault(context.t.signingAlone);
    context.print(context.t.signsNow(key.kid));
    return [key, ...keys.filter((each) => each !== key)];
  });
}

/**
 * Taken off the list; its private half stays for what was sealed to it. Not the one that signs: apps with the next list could
 * prove nothing that the server says.
 */
export async function retireKey(context: Context): Promise<void> {
  await change(context, (keys) => {
    const key = named(keys, context);
    const rest = keys.map((each) => (each === key ? { ...key, retired: true } : each));
    if (listed(rest, key.use).length === 0) throw new Fault(context.t.lastKey);
    if (key === signerOf(keys)) throw new Fault(context.t.signsStill(key.kid));
    context.print(context.t.retired(key.kid, key.use));
    return rest;
  });
}

/** Its private half is gone for ever; apps use those that are listed, so such a one has to be retired first. */
export async function dropKey(context: Context): Promise<void> {
  await change(context, async (keys) => {
    const key = named(keys, context);
    const rest = keys.filter((each) => each !== key);
    if (listed(rest, key.use).length === 0) throw new Fault(context.t.lastKey);
    if (key === signerOf(keys)) throw new Fault(context.t.signsStill(key.kid));
    if (!key.retired) throw new Fault(context.t.stillListed(key.kid, key.use));
    await agree(context, context.t.dropQuestion(key.kid, key.use));
    context.print(context.t.dropped(key.kid));
    return rest;
  });
}

/** The public file anew, and what there is. */
export async function listKeys(context: Context): Promise<void> {
  const { content } = await readKeyFile(pathOf(context), KeySet, context);
  writePublic(pathOf(context), content.keys, context);
  for (const key of content.keys) context.print(context.t.keyLine(key.kid, key.use, key.retired));
}

/** In the open, as the issuing server's own key file has them: for that server's disk alone. */
export async function exportKeys(context: Context): Promise<void> {
  const { content } = await readKeyFile(pathOf(context), KeySet, context);
  const to = word(context, 1);
  const of = (use: InstitutionKey['use']) =>
    content.keys.filter((key) => key.use === use).map((key) => PrivateKey.parse(key));
  const text = `${JSON.stringify({ signing: of('sig'), encryption: of('enc') }, null, 2)}\n`;
  writeNeeded(to, text, 0o600, context.t, () => {
    if (existsSync(to)) throw new Fault(context.t.fileTaken(to));
  });
  context.print(context.t.exported(to));
}

/** The set first: what is listed can always be opened, whenever this is cut off. */
async function change(
  context: Context,
  by: (keys: InstitutionKey[]) => Promise<InstitutionKey[]> | InstitutionKey[],
): Promise<void> {
  const path = pathOf(context);
  const { content, passphrase } = await readKeyFile(path, KeySet, context);
  const keys = await by(content.keys);
  await writeKeyFile(path, 'jwk-set+json', { keys }, passphrase, context, true);
  writePublic(path, keys, context);
}

function writePublic(path: string, keys: InstitutionKey[], context: Context): void {
  const of = (use: InstitutionKey['use']) => listed(keys, use).map((key) => NamedKey.parse(key));
  const lists = { encryptionKeys: of('enc'), signingKeys: of('sig') };
  const file = path.replace(/\.jwe$/, '.public.json');
  writeNeeded(file, `${JSON.stringify(lists, null, 2)}\n`, 0o644, context.t);
  context.print(context.t.publicFile(file));
}

const listed = (keys: InstitutionKey[], use: InstitutionKey['use']): InstitutionKey[] =>
  keys.filter((key) => key.use === use && !key.retired);

/** By which the issuing server signs: the first of the export. */
const signerOf = (keys: InstitutionKey[]): InstitutionKey | undefined =>
  keys.find(({ use }) => use === 'sig');

async function newKey(use: InstitutionKey['use']): Promise<InstitutionKey> {
  return { ...(await newPrivateKey()), use, retired: false };
}

function named(keys: InstitutionKey[], context: Context): InstitutionKey {
  const kid = word(context, 1);
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined) throw new Fault(context.t.noSuchKey(kid));
  return key;
}

function pathOf(context: Context): string {
  const path = word(context, 0);
  if (!/.\.jwe$/.test(basename(path))) throw new Usage(context.t.endsInJwe);
  return path;
}
