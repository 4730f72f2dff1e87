/** What the institution's staff do by hand: look, unlock, end an issue, release, export, read the audit log. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openAudit } from './issuer/storage/audit.ts';
import { openBranch } from './issuer/tenant.ts';
import type { Branch } from './issuer/tenant.ts';
import {
  NotAllowed,
  change,
  endIssue,
  readContract,
  releaseToken,
} from './issuer/tokens/token-contract.ts';
import { findByLogInId } from './customers/customer.ts';
import { databaseExists, openDatabase } from './issuer/storage/database.ts';
import { writeFileDurably } from './issuer/storage/durable-file.ts';
import { institutions } from './issuer/institution.ts';
import { openKeys } from './issuer/storage/keys.ts';
import { writePskc } from './issuer/tokens/pskc.ts';
import { createSharedCommit } from './issuer/storage/shared-commit.ts';
import { operatorText as t } from './operator-text.ts';
import { findToken } from './issuer/tokens/token.ts';

const source = 'operator';
const shortestPassphrase = 12;

type Command = (branches: Branch[], args: string[], options: Options) => Promise<string> | string;
type Options = { passphraseFile: string | undefined; unencrypted: boolean };

const commands: Record<string, Command> = {
  list: (branches, [slug]) => [t.columns.list, ...chosen(branches, slug).flatMap(list)].join('\n'),
  unlock: (branches, [slug, logInId]) => unlock(oneOf(branches, slug), logInId ?? ''),
  'void-issue': (branches, [slug, logInId]) => voidIssue(oneOf(branches, slug), logInId ?? ''),
  release: (branches, [slug, logInId]) => release(oneOf(branches, slug), logInId ?? ''),
  'export-pskc': (branches, [slug, file], options) =>
    exportPskc(oneOf(branches, slug), file ?? '', options),
  audit: (branches, [slug]) =>
    [t.columns.audit, ...chosen(branches, slug).flatMap(audit)].join('\n'),
};

/** Runs one command beside a running bank or without one; returns what to print. Throws what went wrong. */
export async function runOperator(args: string[], now: () => number = Date.now): Promise<string> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string', default: '.demo/bank' },
      'passphrase-file': { type: 'string' },
      unencrypted: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return t.help;
  if (!databaseExists(values.data)) throw new Error('no bank has been started in this data folder');
  const keys = await openKeys(values.data, true);
  const database = openDatabase(values.data);
  try {
    const commit = createSharedCommit(database);
    const parts = { database, commit, keys, now, audit: openAudit(database, now) };
    const branches = institutions.map((institution) => openBranch(institution, parts));
    const { unencrypted, 'passphrase-file': passphraseFile } = values;
    return await command(branches, rest, { passphraseFile, unencrypted });
  } catch (error) {
    if (error instanceof NotAllowed) return t.nothingToDo;
    throw error;
  } finally {
    database.close();
  }
}

function chosen(branches: Branch[], slug: string | undefined): Branch[] {
  return slug === undefined ? branches : [oneOf(branches, slug)];
}

function oneOf(branches: Branch[], slug: string | undefined): Branch {
  const branch = branches.find(({ institution }) => institution.slug === slug);
  if (!branch) throw new Error('no such institution');
  return branch;
}

function customerOf(branch: Branch, logInId: string): number {
  const customer = findByLogInId(branch, logInId);
  if (!customer) throw new Error('no such customer');
  return customer.id;
}

function list({ database, institution }: Branch): string[] {
  const rows = database
    .prepare(
      `SELECT c.log_in_id, c.current, c.next, coalesce(t.wrong_codes, 0) AS wrong,
         coalesce(m.state, '-') AS mail
       FROM customers c LEFT JOIN tokens t ON t.id = c.current_token
         LEFT JOIN mails m ON m.issue = c.next_issue
       WHERE c.institution = ? AND (c.current <> 'none' OR c.next <> 'none') ORDER BY c.log_in_id`,
    )
    .raw()
    .all(institution.slug) as (string | number)[][];
  return rows.map((row) => [institution.slug, ...row].join('  '));
}

/** Wrong codes start from none again, or the next one would stop the token once more. */
function unlock(branch: Branch, logInId: string): string {
  const { database } = branch;
  const customer = customerOf(branch, logInId);
  database
    .transaction(() => {
      branch.tries.logIn.giveBack(logInId);
      branch.tries.confirmation.giveBack(String(customer));
      branch.audit({ event: 'log-in-unlocked-by-operator', customer, source });
      const contract = readContract(branch, customer);
      if (contract.life.current !== 'suspended') return;
      change(branch, contract, 'lift');
      database
        .prepare('UPDATE tokens SET wrong_codes = 0, resync_step = NULL WHERE id = ?')
        .run(contract.currentToken);
      branch.audit({ event: 'suspension-lifted-by-operator', customer, source });
    })
    .immediate();
  return t.done('unlock');
}

function voidIssue(branch: Branch, logInId: string): string {
  const customer = customerOf(branch, logInId);
  branch.database
    .transaction(() => endIssue(branch, readContract(branch, customer), 'operator', source))
    .immediate();
  return t.done('void-issue');
}

function release(branch: Branch, logInId: string): string {
  releaseToken(branch, customerOf(branch, logInId), 'token-released-by-operator', source);
  return t.done('release');
}

async function exportPskc(branch: Branch, file: string, options: Options): Promise<string> {
  if (file === '') throw new Error('the file name is missing');
  const passphrase = options.unencrypted ? null : readPassphrase(options.passphraseFile);
  const ids = branch.database
    .prepare(
      `SELECT current_token FROM customers WHERE institution = ? AND current_token IS NOT NULL
       ORDER BY id`,
    )
    .pluck()
    .all(branch.institution.slug) as string[];
  const seeds = ids.flatMap((id) => {
    const token = findToken(branch, id);
    return token ? [{ ...token, tokenId: id }] : [];
  });
  const document = await writePskc(branch.institution.name.ja, seeds, passphrase);
  // Once the seeds are written, but before they have their name: an entry too many, where the naming
  // then fails, does less harm than seeds that went out and that the log knows nothing of.
  writeFileDurably(file, document, 0o600, () =>
    branch.audit({ event: 'seeds-exported-by-operator', source }),
  );
  return t.exported(seeds.length);
}

/** From a file, for what stands on a command line can be read by every process of the machine. */
function readPassphrase(file: string | undefined): string {
  if (file === undefined) throw new Error('--passphrase-file is missing');
  const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
  if (line.length < shortestPassphrase) throw new Error('the passphrase is too short');
  return line;
}

function audit({ database, institution }: Branch): string[] {
  const rows = database
    .prepare(
      `SELECT at, coalesce(customer, '-') AS customer, event, source FROM audit
       WHERE institution = ? ORDER BY id`,
    )
    .all(institution.slug) as {
    at: number;
    customer: number | '-';
    event: string;
    source: string;
  }[];
  return rows.map(({ at, customer, event, source: by }) =>
    [new Date(at).toISOString(), institution.slug, customer, event, by].join('  '),
  );
}
