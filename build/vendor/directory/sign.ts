/** Check, sign, and take over a list that was signed elsewhere. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { minDaysLeft } from '../../package/vendor.ts';
import { Fault, needed, word, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import { folderOf } from '../keys/roots.ts';
import { openSigner } from '../keys/signer.ts';
import { changesOf, goneFrom, wordsOfRemoval } from './changes.ts';
import { checkSource, daySeconds } from './check.ts';
import { numberOf, readDirectory, signDirectory } from './signed.ts';
import { lastOf, listOf, readState, stateFile, writeState } from './state.ts';
import type { State } from './state.ts';

export function check(context: Context): void {
  const source = word(context, 0);
  const state = readState(source, context);
  const directory = checkSource(source, nextFrame(state, context), context);
  tellChanges(state, listOf(directory), context);
  context.print(context.t.right(source, directory.institutions.length));
}

export async function sign(context: Context): Promise<void> {
  const { t, options } = context;
  const source = word(context, 0);
  const key = needed(context, 'key');
  const out = options.out ?? join(folderOf(context), 'directory.jws');
  const state = await stateToGoOn(source, context);
  const frame = nextFrame(state, context);
  const directory = checkSource(source, frame, context);
  const last = lastOf(state);
  await refuseOlder(out, frame.seq, context);
  if (last !== null && frame.iat < last.iat) throw new Fault(t.clockBehind(t.instant(last.iat)));
  const list = listOf(directory);
  const gone = goneFrom(last, list).filter((id) => !(options.without ?? []).includes(id));
  if (gone.length > 0) throw new Fault(t.goneUnsaid(gone));

  const signer = await openSigner(key, context);
  const { jws, kid, isNext } = await signDirectory(directory, signer, context);
  tellChanges(state, list, context);
  if (isNext) context.warn(t.byNextRoot);
  // The number first: of two lists with one number an app takes the one that it saw first. But no number for a list that
  // can't be written.
  writeNeeded(out, `${jws}\n`, 0o644, t, () => writeState(source, state, directory, context));
  const { seq, exp, institutions } = directory;
  context.print(t.signed(out, seq, institutions.length, kid));
  context.print(t.signAgainBy(t.date(exp - minDaysLeft * daySeconds), t.date(exp)));
}

/** For whoever lost what is kept beside the source, or has it from somebody else. */
export async function adopt(context: Context): Promise<void> {
  const source = word(context, 0);
  const { directory } = await readDirectory(word(context, 1), context);
  const state = readState(source, context);
  const last = lastOf(state);
  if (last !== null && last.seq >= directory.seq) throw new Fault(context.t.notNewer(last.seq));
  writeState(source, state, directory, context);
  context.print(context.t.adopted(directory.seq));
}

/** Where nobody knows what was signed last the number would begin anew, and apps would pass the list over in silence. */
async function stateToGoOn(source: string, context: Context): Promise<State> {
  const { t, options } = context;
  const state = readState(source, context);
  const last = lastOf(state);
  if (last !== null && options.first === true) throw new Fault(t.notFirst(last.seq));
  if (last !== null || options.first === true) return state;
  if (options.published === undefined) throw new Fault(t.stateUnknown(stateFile(source)));
  const { directory } = await readDirectory(options.published, context);
  return { signed: [listOf(directory)] };
}

function nextFrame(state: State, { now }: Context): { seq: number; iat: number } {
  return { seq: (lastOf(state)?.seq ?? 0) + 1, iat: Math.floor(now() / 1000) };
}

/** What is published or lies in the place of the new one must be older. */
async function refuseOlder(out: string, seq: number, context: Context): Promise<void> {
  const places = [context.options.published, existsSync(out) ? out : undefined];
  for (const place of places.filter((each) => each !== undefined)) {
    const published = await numberOf(place, context);
    if (published >= seq) throw new Fault(context.t.publishedNewer(place, published, seq));
  }
}

function tellChanges(state: State, list: ReturnType<typeof listOf>, context: Context): void {
  const last = lastOf(state);
  for (const line of changesOf(last, list, context.t)) context.warn(line);
  for (const id of goneFrom(last, list)) {
    const name = last?.institutions[id]?.name ?? { ja: id, en: id };
    context.warn(`${context.t.removed(id, name)}\n${wordsOfRemoval(name, list.iat, context)}`);
  }
}
