/** What every command of staff has, by whichever way it is done: asks before, says no in a sentence, tells what would change. */
import { createInterface } from 'node:readline/promises';
import type { ParseArgsOptionsConfig } from 'node:util';
import { BackOfficeError } from '../back-office/back-office-error.ts';
import { lifeAfter } from '../issuer/tokens/token-life.ts';
import type { Life } from '../issuer/tokens/token-life.ts';
import { TypedFault, parseTyped } from '../service/options/typed.ts';
import { operatorText as t } from './text.ts';

/** A sentence for whoever typed the command: it has changed nothing but what the sentence says. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const shared = {
  help: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  as: { type: 'string' },
  'passphrase-file': { type: 'string' },
  'key-file': { type: 'string' },
  event: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** What was typed, by the options that there are either way and those of one's own. */
export function readTyped<const T extends ParseArgsOptionsConfig>(args: string[], own: T) {
  try {
    return parseTyped({ args, allowPositionals: true, options: { ...shared, ...own } }, t.typed);
  } catch (cause) {
    throw cause instanceof TypedFault ? new Refused(cause.message, { cause }) : cause;
  }
}

/** Whether whoever sits there wants it; null where nobody can be asked. */
export type Ask = (question: string) => Promise<boolean | null>;

export async function agree(what: string, ask: Ask): Promise<void> {
  const wanted = await ask(t.question(what));
  if (wanted === null) throw new Refused(t.notAsked);
  if (!wanted) throw new Refused(t.notWanted);
}

export async function askOnTerminal(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question}\nはい / yes: `);
  terminal.close();
  return ['はい', 'yes', 'y'].includes(answer.trim().toLowerCase());
}

/** Whom `--as` names, for the audit log. */
export function refuseNoPerson(person: string | undefined): void {
  if (person !== undefined && !/^(?! *$)[\p{L}\p{N} ._@-]{1,40}$/u.test(person)) {
    throw new Refused(t.noPerson);
  }
}

/** What the issuing service has not done; `own` says by its code what is to be said otherwise. */
export function refuseInWords(cause: unknown, own: Record<string, string> = {}): never {
  if (!(cause instanceof BackOfficeError)) throw cause;
  const said: Record<string, string> = {
    'not-allowed-now': t.nothingToDo,
    'unknown-contract': t.nothingToDo,
    unavailable: t.unavailable,
    'no-answer': t.noAnswer,
    ...own,
  };
  throw new Refused(said[cause.code] ?? t.refusedByService(cause.code), { cause });
}

/** In use and on its way, before and after; null where that is not allowed. */
export function wouldBecome(
  { current, next }: Life,
  event: 'endIssue' | 'release' | 'lift',
): string | null {
  const after = lifeAfter({ current, next }, event);
  return after && t.wouldChange(`${current} ${next}`, `${after.current} ${after.next}`);
}
