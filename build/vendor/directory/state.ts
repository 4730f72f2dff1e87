/** What was signed before, beside the source: the number that never goes back, and the keys that apps still know. */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Directory } from '../../../shared/protocol.ts';
import { Fault, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';

/** Requests are sent again byte for byte for as long as an issue lives (docs/activation-protocol.md). */
export const resendSeconds = 72 * 3600;

const Kids = z.array(z.string());
const SignedList = z.object({
  seq: z.int().positive(),
  iat: z.int().nonnegative(),
  exp: z.int().nonnegative(),
  institutions: z.record(
    z.string(),
    z.object({
      name: z.object({ ja: z.string(), en: z.string() }),
      encryption: Kids,
      signing: Kids,
    }),
  ),
});
export type SignedList = z.infer<typeof SignedList>;
/** Newest last. */
const State = z.object({ signed: z.array(SignedList) });
export type State = z.infer<typeof State>;

export const stateFile = (source: string): string =>
  `${source.replace(/\.(ya?ml|json)$/i, '')}.state.json`;

export function readState(source: string, { t }: Context): State {
  const file = stateFile(source);
  if (!existsSync(file)) return { signed: [] };
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    // Begun anew, the number would go back.
    throw new Fault(t.badState(file), { cause });
  }
}

export const lastOf = ({ signed }: State): SignedList | null => signed.at(-1) ?? null;

/** Lists are kept for as long as an app may go by them or send again what it made by them. */
export function writeState(
  source: string,
  { signed }: State,
  directory: Directory,
  { t }: Context,
): void {
  const kept = signed.filter(({ exp }) => exp + resendSeconds > directory.iat);
  const state: State = { signed: [...kept, listOf(directory)] };
  writeNeeded(stateFile(source), `${JSON.stringify(state, null, 2)}\n`, 0o644, t);
}

export function listOf({ seq, iat, exp, institutions }: Directory): SignedList {
  const kids = (keys: { kid: string }[]) => keys.map(({ kid }) => kid);
  const entries = institutions.map((entry) => [
    entry.serviceId,
    {
      name: { ja: entry.name.ja, en: entry.name.en },
      encryption: kids(entry.encryptionKeys),
      signing: kids(entry.signingKeys),
    },
  ]);
  return { seq, iat, exp, institutions: Object.fromEntries(entries) as SignedList['institutions'] };
}
