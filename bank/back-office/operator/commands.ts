/** What staff do over the back office alone: with SQLite or PostgreSQL behind it, on whatever machine. */
import { existsSync } from 'node:fs';
import { eventFilter, inJapan, utc } from '../../operator/audit-rows.ts';
import { refuseUnwritable, sizeOf } from '../../operator/before-writing.ts';
import { Refused, wouldBecome } from '../../operator/in-words.ts';
import { readPassphrase } from '../../operator/secret-file.ts';
import { operatorText as t } from '../../operator/text.ts';
import { writeFileDurably } from '../../service/storage/durable-file.ts';
import type { Asking, AuditLine, BackOffice } from '../client.ts';
import { newDeedKey } from '../deed-key.ts';
import { importPskc, rehearseImport } from './import-pskc.ts';
import { officeText as own } from './text.ts';

export type Options = {
  json: boolean;
  reason?: string | undefined;
  contract?: string | undefined;
  event?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  after?: string | undefined;
  'passphrase-file'?: string | undefined;
  'key-file'?: string | undefined;
};

export type Context = {
  office: BackOffice;
  words: string[];
  options: Options;
  /** Who it was, for the service's log, which names the client by itself. */
  by: Asking;
  now: () => number;
};

type Command = {
  /** How many words stand behind its name. */
  takes: number;
  /** Its events have a reason, where one is given. */
  decides?: true;
  /** Can't be taken back: asked about before, unless told `--yes`. */
  destructive?: true;
  /** Gives what to print, line by line, as it comes. */
  run: (context: Context) => AsyncIterable<string>;
  /** Looks whether it could, without doing it, and says what it would do. */
  rehearse: (context: Context) => Promise<string>;
};

const onlyReads = async () => own.onlyReads;

export const commands: Readonly<Record<string, Command>> = {
  state: { takes: 1, run: state, rehearse: onlyReads },
  list: { takes: 0, run: list, rehearse: onlyReads },
  unlock: { takes: 1, decides: true, ...decision('unlock', 'unlock', 'lift') },
  'void-issue': {
    takes: 1,
    decides: true,
    destructive: true,
    ...decision('void-issue', 'voidIssue', 'endIssue'),
  },
  release: {
    takes: 1,
    decides: true,
    destructive: true,
    ...decision('release', 'release', 'release'),
  },
  resynchronise: { takes: 3, run: resynchronise, rehearse: rehearseResynchronisation },
  'export-pskc': { takes: 1, run: exportPskc, rehearse: rehearseExport },
  'import-pskc': { takes: 1, destructive: true, run: importPskc, rehearse: rehearseImport },
  audit: { takes: 0, run: audit, rehearse: rehearseAudit },
};

async function* state({ office, words: [reference = ''], options, by }: Context) {
  const contract = await office.lookUp(reference, by);
  yield options.json ? JSON.stringify(contract) : own.state(contract);
}

async function* list({ office, options, by }: Context) {
  if (!options.json) yield own.columns.list;
  let after: string | null = '0';
  while (after !== null) {
    const page: Awaited<ReturnType<BackOffice['listContracts']>> = await office.listContracts(
      { after, limit: 1000 },
      by,
    );
    for (const { reference, current, next } of page.contracts) {
      yield options.json
        ? JSON.stringify({ reference, current, next })
        : [reference, current, next].join('  ');
    }
    after = page.next;
  }
}

function decision(
  name: string,
  operation: 'unlock' | 'voidIssue' | 'release',
  event: 'lift' | 'endIssue' | 'release',
): Pick<Command, 'run' | 'rehearse'> {
  return {
    async *run({ office, words: [reference = ''], options: { reason }, by }) {
      const why = reason === undefined ? {} : { reason };
      await office[operation](reference, { ...by, ...why, key: newDeedKey() });
      yield t.done(name);
    },
    async rehearse({ office, words: [reference = ''], by }) {
      const contract = await office.readContract(reference, by);
      if (!contract.allowed.includes(operation)) throw new Refused(t.nothingToDo);
      // A token whose codes were taken while the clock was ahead is unlocked as it stands.
      return wouldBecome(contract, event) ?? t.done(name);
    },
  };
}

async function* resynchronise({ office, words, by }: Context) {
  const [reference = '', first = '', second = ''] = words;
  const codes: [string, string] = [first, second];
  const { verdict } = await office.resynchronise(
    reference,
    { codes },
    { ...by, key: newDeedKey() },
  );
  if (verdict !== 'accepted') throw new Refused(own.notTaken);
  yield t.done('resynchronise');
}

async function rehearseResynchronisation({ office, words: [reference = ''], by }: Context) {
  const { token } = await office.readContract(reference, by);
  if (token === null) throw new Refused(t.nothingToDo);
  return own.wouldSetAnew(token.driftSteps);
}

/** The file is looked at before: seeds that nobody could keep need not have gone out. */
async function* exportPskc({ office, words: [file = ''], options, by }: Context) {
  const passphrase = readPassphrase(options['passphrase-file']);
  refuseUnwritable(file, 0);
  const document = await office.exportSeeds({ passphrase }, by);
  const count = document.match(/<(?:\w+:)?KeyPackage[\s>]/g)?.length ?? 0;
  if (count === 0) throw new Refused(t.noSeeds);
  writeFileDurably(file, document, 0o600);
  yield t.exported(count);
}

async function rehearseExport({ words: [file = ''], options }: Context) {
  readPassphrase(options['passphrase-file']);
  refuseUnwritable(file, 0);
  const there = existsSync(file) ? t.wouldOverwrite(file, sizeOf(file)) : t.overwritesNothing;
  return [t.encrypted, there].join('\n');
}

async function* audit({ office, options, by }: Context) {
  const isWanted = filterOf(options);
  if (!options.json) yield own.columns.audit;
  for await (const line of office.readAudit(Number(options.after ?? 0), by)) {
    if (isWanted(line)) yield options.json ? asJson(line) : asColumns(line);
  }
}

async function rehearseAudit({ options }: Context) {
  filterOf(options);
  return own.onlyReads;
}

function filterOf({ contract, event, since, until, after }: Options) {
  if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new Refused(own.noNumber);
  const isWanted = eventFilter(event, since, until);
  return (line: AuditLine) =>
    isWanted(line) && (contract === undefined || line.reference === contract);
}

const asJson = ({ at, ...line }: AuditLine) =>
  JSON.stringify({ ...line, at: utc(at), atInJapan: inJapan(at) });

const asColumns = ({ number, at, reference, event, source, reason }: AuditLine) =>
  [number, utc(at), inJapan(at), reference ?? '-', event, source, reason ?? '-'].join('  ');
