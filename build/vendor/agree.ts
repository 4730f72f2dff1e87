/** Asks before what can't be taken back. */
import { createInterface } from 'node:readline/promises';
import { Fault } from './command.ts';
import type { Context } from './command.ts';

/** Throws a Fault unless `--yes` was given or somebody says so. */
export async function agree({ options, t }: Context, question: string): Promise<void> {
  if (options.yes === true) return;
  if (!process.stdin.isTTY) throw new Fault(`${question}\n${t.notAsked}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question}\nはい / yes: `);
  terminal.close();
  if (!['はい', 'yes', 'y'].includes(answer.trim().toLowerCase())) throw new Fault(t.nothingDone);
}
