/** Takes seeds of another system over: a file of whatever size, by as many requests as the back office wants for it. */
import { createHash } from 'node:crypto';
import { dividePskc } from '../../issuer/pskc/divide-pskc.ts';
import type { Part } from '../../issuer/pskc/divide-pskc.ts';
import { plainUserId } from '../../issuer/pskc/read-pskc.ts';
import type { ImportedSeed } from '../../issuer/pskc/read-pskc.ts';
import { Refused } from '../../operator/in-words.ts';
import { operatorText as t } from '../../operator/text.ts';
import { BackOfficeError } from '../back-office-error.ts';
import { importLimits, isReference } from '../client.ts';
import type { Context } from './commands.ts';
import { placesIn } from './own-words.ts';
import { readContainer } from './pskc-file.ts';
import { officeText as own } from './text.ts';

/** Says of each request that it is done: who breaks it off knows how far it was. */
export async function* importPskc(context: Context): AsyncGenerator<string> {
  const { office, by } = context;
  const { parts, secret } = await readParts(context);
  const total = parts.at(-1)?.last ?? 0;
  let taken = 0;
  for (const part of parts) {
    const request = { container: part.container, ...secret };
    try {
      const { imported } = await office.importSeeds(request, { ...by, key: keyOf(part) });
      taken += imported;
    } catch (cause) {
      throw inWords(cause, part, total);
    }
    if (parts.length > 1) yield own.partTaken(part.first, part.last, total);
  }
  yield t.imported(taken);
}

export async function rehearseImport(context: Context): Promise<string> {
  const { parts } = await readParts(context);
  return [t.wouldHold(parts.at(-1)?.last ?? 0), own.wouldSend(parts.length)].join('\n');
}

type Secret = { passphrase?: string; preSharedKey?: string };

/** Read here first: which key is not taken is said in words, and then nothing has been sent of any part. */
async function readParts({ words: [file = ''], options, now }: Context) {
  const { text, key, seeds } = await readContainer(file, options, now());
  refuseWrongContracts(seeds);
  const secret: Secret =
    key === null
      ? {}
      : 'preShared' in key
        ? { preSharedKey: key.preShared.toString('hex') }
        : { passphrase: key.passphrase };
  const bytesOf = (part: string) => Buffer.byteLength(JSON.stringify(part)) - 2;
  const envelope = Buffer.byteLength(JSON.stringify({ container: '', ...secret }));
  const bytes = importLimits.bytes - envelope;
  return { secret, parts: dividePskc(text, { keys: importLimits.seeds, bytes, bytesOf }) };
}

/** The service sees it too, but of each part alone. */
function refuseWrongContracts(seeds: readonly ImportedSeed[]): void {
  const references = new Set<string>();
  for (const [at, { userId }] of seeds.entries()) {
    const reference = plainUserId(userId);
    const refuse = (detail: string) => new Refused(own.badRequest(`key ${at + 1}: ${detail}`));
    if (!isReference(reference)) throw refuse('its UserId is no reference');
    if (references.has(reference)) throw refuse('the second one of its contract');
    references.add(reference);
  }
}

/** The same for the same keys: what was done of a file is answered when it is sent again, and done no second time. */
const keyOf = ({ container }: Part): string =>
  `pskc-${createHash('sha256').update(container).digest('hex')}`;

/** What stands, what does not, and what to do; the error itself where nothing stands and it is said elsewhere. */
function inWords(cause: unknown, { first, last }: Part, total: number): unknown {
  if (!(cause instanceof BackOfficeError)) return cause;
  const isUnknown = cause.code === 'no-answer' && !cause.askedNothing;
  if (isUnknown) return new Refused(own.partUnknown(first, last, total), { cause });
  if (first === 1) return cause;
  return new Refused(own.partRefused(first, total, whyNot(cause, first)), { cause });
}

/** A place in the part as one in the file. */
function whyNot({ faults, code }: BackOfficeError, first: number): string {
  const places = placesIn(faults).replaceAll(
    /\bkey (\d+):/g,
    (_all, place: string) => `key ${Number(place) + first - 1}:`,
  );
  return places === '' ? code : places;
}
