/** What the institution's staff do by hand, beside a running bank or without one. */
import { parseArgs } from 'node:util';
import { createInterface } from 'node:readline/promises';
import { institutions } from '../service/institution.ts';
import { openAudit } from '../service/storage/audit.ts';
import { databaseExists, openDatabase } from '../service/storage/database.ts';
import { tellDamage } from '../service/storage/damage.ts';
import { openKeys } from '../service/storage/keys.ts';
import { createSharedCommit } from '../service/storage/shared-commit.ts';
import { bankStore } from '../storage/bank-store.ts';
import { openStaffTenant } from './staff-tenant.ts';
import { audit, rehearseAudit } from './audit-log.ts';
import { backUp, rehearseBackUp, rehearseRestore, restore } from './backup.ts';
import { Refused } from './command.ts';
import type { Command, Context } from './command.ts';
import { list, release, repairClock, stateOf, unlock, voidIssue } from './contracts.ts';
import { importPskc, rehearseImport } from './import-seeds.ts';
import { exportPskc, rehearseExport } from './seeds.ts';
import { operatorText as t } from './text.ts';

const commands: Record<string, Command> = {
  list: { run: list, takes: 1 },
  unlock: { run: unlock, takes: 2 },
  'void-issue': { run: voidIssue, takes: 2, destructive: true },
  release: { run: release, takes: 2, destructive: true },
  'repair-clock': { run: repairClock, takes: 2 },
  'export-pskc': { run: exportPskc, takes: 2, rehearse: rehearseExport },
  'import-pskc': { run: importPskc, takes: 2, destructive: true, rehearse: rehearseImport },
  audit: { run: audit, takes: 1, rehearse: rehearseAudit },
  backup: { run: backUp, takes: 1, rehearse: rehearseBackUp },
};

/** Whether whoever sits there wants it; null where nobody can be asked. */
export type Ask = (question: string) => Promise<boolean | null>;

/** Runs one command; returns what to print. Throws a Refused with a sentence, or what went wrong. */
export async function runOperator(
  args: string[],
  now: () => number = Date.now,
  ask: Ask = askOnTerminal,
): Promise<string> {
  const { values, positionals } = parse(args);
  const { yes, 'dry-run': dryRun, as: person, ...options } = values;
  const [name, ...rest] = positionals;
  if (name === undefined) return t.help;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command && name !== 'restore') throw new Refused(t.unknownCommand(name));
  if (rest.length > (command?.takes ?? 1)) throw new Refused(t.tooMuch(rest));
  if (person !== undefined && !/^[\p{L}\p{N} ._@-]{1,40}$/u.test(person)) {
    throw new Refused(t.noPerson);
  }
  const source = person === undefined ? 'operator' : `operator ${person}`;
  const what = positionals.join(' ');
  if (!yes && !dryRun && (!command || command.destructive)) await agree(what, ask);
  if (!command) {
    if (dryRun) return t.dryRun(what, await rehearseRestore(options.data, rest[0]));
    return restore(options.data, rest[0], source, now);
  }

  if (!databaseExists(options.data, bankStore)) throw new Refused(t.noData);
  return tellDamage(options.data, bankStore, async () => {
    const database = openDatabase(options.data, bankStore);
    try {
      const keys = await openKeys(options.data, institutions, () => false, bankStore);
      const commit = createSharedCommit(database);
      const parts = { database, commit, keys, now, audit: openAudit(database, now) };
      const tenants = institutions.map((institution) => openStaffTenant(institution, parts));
      const context = { database, tenants, args: rest, options, source };
      if (!dryRun) return await command.run(context);
      return t.dryRun(what, await (command.rehearse ?? doAndUndo(command))(context));
    } finally {
      database.close();
    }
  });
}

/** So that whatever would be refused is. Says what a contract is before and after, or else what the command says. */
function doAndUndo({ run }: Command): (context: Context) => Promise<string> {
  return async (context) => {
    context.database.exec('BEGIN IMMEDIATE');
    try {
      const before = stateOf(context);
      const said = await run(context);
      const after = stateOf(context);
      return before === null || after === null || before === after
        ? said
        : t.wouldChange(before, after);
    } finally {
      context.database.exec('ROLLBACK');
    }
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string', default: '.demo/bank' },
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        as: { type: 'string' },
        'passphrase-file': { type: 'string' },
        'key-file': { type: 'string' },
        unencrypted: { type: 'boolean', default: false },
        customer: { type: 'string' },
        event: { type: 'string' },
        since: { type: 'string' },
        until: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new Refused(t.unknownOption, { cause });
  }
}

async function agree(what: string, ask: Ask): Promise<void> {
  const wanted = await ask(t.question(what));
  if (wanted === null) throw new Refused(t.notAsked);
  if (!wanted) throw new Refused(t.notWanted);
}

async function askOnTerminal(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question}\nはい / yes: `);
  terminal.close();
  return ['はい', 'yes', 'y'].includes(answer.trim().toLowerCase());
}
