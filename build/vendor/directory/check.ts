/** Every rule of docs/activation-protocol.md's chapter on the directory, asked of a source: each fault with its place and a sentence. */
import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import {
  isMembers,
  nameOf,
  ruleOf,
  sentenceOf,
  unknownMembers,
} from '../../../bank/service/files/shape.ts';
import type { Path } from '../../../bank/service/files/shape.ts';
import { Directory, PublicKey, maxDirectoryBytes } from '../../../shared/protocol.ts';
import { plainAddresses } from '../../package/vendor.ts';
import { Fault } from '../command.ts';
import type { Context } from '../command.ts';
import { expand } from './expand.ts';
import type { Expanded } from './expand.ts';
import { readSource, told } from './source.ts';

export const daySeconds = 24 * 3600;
const Days = z.int().min(1).max(366);
/** Of a compact JWS (RFC 7515 §7.1): header, signature and two dots. */
const frameBytes = 400;

type Found = { path: Path; sentence: string; of?: 'name' };

/**
 * The directory that the source says, to be signed with this number at this instant (epoch seconds). Throws a Fault with a
 * line for every place that is wrong.
 */
export function checkSource(
  file: string,
  { seq, iat }: { seq: number; iat: number },
  context: Context,
): Directory {
  const { t } = context;
  const whole = expand(readSource(file, t), t);
  const days = Days.safeParse(whole.days).data;
  const { institutions, app } = whole;
  const exp = iat + (days ?? 1) * daySeconds;
  const wanted = { seq, iat, exp, institutions, ...(app === undefined ? {} : { app }) };
  const { data, error } = Directory.safeParse(wanted);
  const found: Found[] = [
    ...(days === undefined ? [{ path: ['days'], sentence: t.rules.days }] : []),
    // An app would pass it over, and nobody would know.
    ...unknownMembers(wanted, Directory).map((path) => ({
      path,
      sentence: t.unknownMember,
      of: 'name' as const,
    })),
    ...keysOf(institutions).flatMap(({ path, key }) => keyFaults(key, path, t)),
    ...twice(institutions, t),
  ];
  const known = new Set(found.map(({ path }) => path.join('.')));
  for (const issue of error?.issues ?? []) {
    const { path } = issue;
    // What stands twice was told above, with its place; here it is the whole list that is wrong.
    const isTold = issue.code === 'custom' && found.some((each) => startsWith(each.path, path));
    if (isTold || known.has(path.join('.'))) continue;
    known.add(path.join('.'));
    found.push({ path, sentence: sentenceFor(path, issue, wanted, t) });
  }
  if (data !== undefined && context.options.demo !== true) {
    for (const { index, member } of plainAddresses(data)) {
      found.push({ path: ['institutions', index, member], sentence: t.httpsAlone });
    }
  }
  const bytes = (Buffer.byteLength(JSON.stringify(wanted)) * 4) / 3 + frameBytes;
  if (bytes > maxDirectoryBytes) found.push({ path: ['institutions'], sentence: t.tooLarge });

  const lines = inOrder(found, whole);
  if (whole.faults.length > 0 || lines.length > 0 || data === undefined) {
    throw new Fault([...whole.faults, ...lines].join('\n'));
  }
  return data;
}

function inOrder(found: Found[], whole: Expanded): string[] {
  return found
    .map(({ path, sentence, of }) => ({
      place: whole.placeOf(path, of),
      text: `${nameOf(path)}: ${sentence}`,
    }))
    .toSorted((one, other) => {
      const { place: a } = one;
      const { place: b } = other;
      return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
    })
    .map(({ place, text }) => told(place, text));
}

function sentenceFor(path: Path, issue: z.core.$ZodIssue, whole: unknown, t: Context['t']): string {
  if (path.at(-1) === 'd') return t.privateHalf;
  const named = path.slice(path[0] === 'institutions' ? 1 : 0);
  const rule = ruleOf(named, { ...t.rules, '': t.rules.institutions });
  return sentenceOf(issue, whole, rule, t);
}

type Listed = { path: Path; key: unknown };
const lists = ['encryptionKeys', 'signingKeys'] as const;

function keysOf(institutions: unknown): Listed[] {
  return eachOf(institutions).flatMap(([value, index]) =>
    lists.flatMap((list) =>
      eachOf(isMembers(value) ? value[list] : undefined).map(([key, at]) => ({
        path: ['institutions', index, list, at],
        key,
      })),
    ),
  );
}

const eachOf = (value: unknown): [unknown, number][] =>
  Array.isArray(value) ? value.map((each, index) => [each, index]) : [];

/** What no pattern sees: numbers that are no point of the curve. */
function keyFaults(key: unknown, path: Path, t: Context['t']): Found[] {
  const shaped = PublicKey.safeParse(key).data;
  if (shaped === undefined) return [];
  try {
    createPublicKey({ key: shaped, format: 'jwk' });
    return [];
  } catch {
    return [{ path, sentence: t.noPoint }];
  }
}

/** The second of two of a name: a service ID in the list, a `kid` in its list of keys. */
function twice(institutions: unknown, t: Context['t']): Found[] {
  const member = (value: unknown, name: string) => (isMembers(value) ? value[name] : undefined);
  const named = [
    ...eachOf(institutions).map(([value, index]) => ({
      path: ['institutions', index, 'serviceId'],
      name: member(value, 'serviceId'),
      list: '',
      sentence: t.serviceTwice,
    })),
    ...keysOf(institutions).map(({ path, key }) => ({
      path: [...path, 'kid'],
      name: member(key, 'kid'),
      list: path.slice(0, 3).join('.'),
      sentence: t.kidTwice,
    })),
  ];
  const seen = new Set<string>();
  return named.flatMap(({ path, name, list, sentence }) => {
    if (typeof name !== 'string') return [];
    const once = `${list} ${name}`;
    if (seen.has(once)) return [{ path, sentence }];
    seen.add(once);
    return [];
  });
}

const startsWith = (path: Path, beginning: Path): boolean =>
  beginning.every((step, index) => step === path[index]);
