/** What the institution's staff do by hand, beside a running bank or without one. */
import { databaseExists } from '../service/storage/database.ts';
import { tellDamage } from '../service/storage/damage.ts';
import { bankStore } from '../storage/bank-store.ts';
import { audit, rehearseAudit } from './audit-log.ts';
import { backUp, rehearseBackUp } from './backup.ts';
import { rehearseRestore, restore } from './restore.ts';
import type { Command } from './command.ts';
import {
  list,
  rehearse,
  rehearseList,
  rehearseUnlock,
  release,
  unlock,
  voidIssue,
} from './contracts.ts';
import { importPskc, rehearseImport } from './import-seeds.ts';
import {
  Refused,
  agree,
  askOnTerminal,
  readTyped,
  refuseInWords,
  refuseNoPerson,
} from './in-words.ts';
import type { Ask } from './in-words.ts';
import { withBackOffice, withFiles } from './opened.ts';
import { rehearseRepair, repairClock } from './repair-clock.ts';
import { exportPskc, rehearseExport } from './seeds.ts';
import { operatorText as t } from './text.ts';

const commands: Record<string, Command> = {
  list: { on: 'contracts', run: list, takes: 1, rehearse: rehearseList },
  unlock: { on: 'contracts', run: unlock, takes: 2, rehearse: rehearseUnlock },
  'void-issue': {
    on: 'contracts',
    run: voidIssue,
    takes: 2,
    destructive: true,
    rehearse: rehearse('endIssue'),
  },
  release: {
    on: 'contracts',
    run: release,
    takes: 2,
    destructive: true,
    rehearse: rehearse('release'),
  },
  audit: { on: 'contracts', run: audit, takes: 1, rehearse: rehearseAudit },
  'repair-clock': { on: 'data', run: repairClock, takes: 2, rehearse: rehearseRepair },
  'export-pskc': { on: 'data', run: exportPskc, takes: 2, rehearse: rehearseExport },
  'import-pskc': {
    on: 'data',
    run: importPskc,
    takes: 2,
    destructive: true,
    rehearse: rehearseImport,
  },
  backup: { on: 'data', run: backUp, takes: 1, rehearse: rehearseBackUp },
};

/** Runs one command; returns what to print. Throws a Refused with a sentence, or what went wrong. */
export async function runOperator(
  args: string[],
  now: () => number = Date.now,
  ask: Ask = askOnTerminal,
): Promise<string> {
  const { values, positionals } = readTyped(args, {
    data: { type: 'string', default: '.demo/bank' },
    unencrypted: { type: 'boolean', default: false },
    customer: { type: 'string' },
  });
  const { help, yes, 'dry-run': dryRun, as: person, ...options } = values;
  const [name, ...rest] = positionals;
  if (help || name === undefined) return t.help;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command && name !== 'restore') throw new Refused(t.unknownCommand(name));
  if (rest.length > (command?.takes ?? 1)) throw new Refused(t.tooMuch(rest));
  refuseNoPerson(person);
  const source = person === undefined ? 'operator' : `operator ${person}`;
  const what = positionals.join(' ');
  if (!yes && !dryRun && (!command || command.destructive)) await agree(what, ask);
  if (!command) {
    if (dryRun) return t.dryRun(what, await rehearseRestore(options.data, rest[0]));
    return restore(options.data, rest[0], source, now);
  }

  if (!databaseExists(options.data, bankStore)) throw new Refused(t.noData);
  const by = person === undefined ? {} : { source: person };
  const given = { args: rest, options, source };
  const said = await tellDamage(options.data, bankStore, () =>
    command.on === 'data'
      ? withFiles(options.data, now, (files) =>
          (dryRun ? command.rehearse : command.run)({ ...given, ...files }),
        )
      : withBackOffice(options.data, now, source, async (database, tenants) =>
          (dryRun ? command.rehearse : command.run)({ ...given, database, tenants, by }),
        ),
  ).catch(refuseInWords);
  return dryRun ? t.dryRun(what, said) : said;
}
