/** What the institution's staff do by hand: look, unlock, end an issue, release, export, read the audit log. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openAudit } from './issuer/storage/audit.ts';
import { openBankTenant } from './bank-tenant.ts';
import type { BankTenant } from './bank-tenant.ts';
import {
  NotAllowed,
  change,
  endIssue,
  readContract,
  releaseToken,
} from './issuer/tokens/token-contract.ts';
import { repairAllTokens, repairToken } from './issuer/tokens/clock-ahead.ts';
import { findByLogInId } from './customers/customer.ts';
import { databaseExists, openDatabase } from './issuer/storage/database.ts';
import { writeFileDurably } from './issuer/storage/durable-file.ts';
import { institutions } from './issuer/institution.ts';
import { openKeys } from './issuer/storage/keys.ts';
import { withNotice } from './mail/notices.ts';
import { writePskc } from './issuer/tokens/pskc.ts';
import { createSharedCommit } from './issuer/storage/shared-commit.ts';
import { operatorText as t } from './operator-text.ts';
import { findToken } from './issuer/tokens/token.ts';

const source = 'operator';
const shortestPassphrase = 12;

type Command = (
  tenants: BankTenant[],
  args: string[],
  options: Options,
) => Promise<string> | string;
type Options = { passphraseFile: string | undefined; unencrypted: boolean };

const commands: Record<string, Command> = {
  list: (tenants, [slug]) => [t.columns.list, ...chosen(tenants, slug).flatMap(list)].join('\n'),
  unlock: (tenants, [slug, logInId]) => unlock(oneOf(tenants, slug), logInId ?? ''),
  'void-issue': (tenants, [slug, logInId]) => voidIssue(oneOf(tenants, slug), logInId ?? ''),
  release: (tenants, [slug, logInId]) => release(oneOf(tenants, slug), logInId ?? ''),
  'export-pskc': (tenants, [slug, file], options) =>
    exportPskc(oneOf(tenants, slug), file ?? '', options),
  'repair-clock': (tenants, [slug, logInId]) => repairClock(tenants, slug, logInId),
  audit: (tenants, [slug]) => [t.columns.audit, ...chosen(tenants, slug).flatMap(audit)].join('\n'),
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
    const tenants = institutions.map((institution) => openBankTenant(institution, parts));
    const { unencrypted, 'passphrase-file': passphraseFile } = values;
    return await command(tenants, rest, { passphraseFile, unencrypted });
  } catch (error) {
    if (error instanceof NotAllowed) return t.nothingToDo;
    throw error;
  } finally {
    database.close();
  }
}

function chosen(tenants: BankTenant[], slug: string | undefined): BankTenant[] {
  return slug === undefined ? tenants : [oneOf(tenants, slug)];
}

function oneOf(tenants: BankTenant[], slug: string | undefined): BankTenant {
  const tenant = tenants.find(({ institution }) => institution.slug === slug);
  if (!tenant) throw new Error('no such institution');
  return tenant;
}

function customerOf(tenant: BankTenant, logInId: string): number {
  const customer = findByLogInId(tenant, logInId);
  if (!customer) throw new Error('no such customer');
  return customer.id;
}

function list({ database, institution }: BankTenant): string[] {
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
function unlock(tenant: BankTenant, logInId: string): string {
  const { database } = tenant;
  const customer = customerOf(tenant, logInId);
  database
    .transaction(() => {
      tenant.logInTries.giveBack(logInId);
      tenant.confirmationTries.giveBack(String(customer));
      tenant.audit({ event: 'log-in-unlocked-by-operator', customer, source });
      const contract = readContract(tenant, customer);
      if (contract.currentToken !== null) repairToken(tenant, contract.currentToken);
      if (contract.life.current !== 'suspended') return;
      change(tenant, contract, 'lift');
      database
        .prepare('UPDATE tokens SET wrong_codes = 0, resync_step = NULL WHERE id = ?')
        .run(contract.currentToken);
      tenant.audit({ event: 'suspension-lifted-by-operator', customer, source });
    })
    .immediate();
  return t.done('unlock');
}

/** Says that the clock is right now; what was taken while it was ahead stays taken. */
function repairClock(
  tenants: BankTenant[],
  slug: string | undefined,
  logInId: string | undefined,
): string {
  if (logInId !== undefined) {
    const tenant = oneOf(tenants, slug);
    const customer = customerOf(tenant, logInId);
    const repaired = tenant.database
      .transaction(() => {
        const { currentToken } = readContract(tenant, customer);
        tenant.audit({ event: 'token-clock-repaired-by-operator', customer, source });
        return currentToken !== null && repairToken(tenant, currentToken);
      })
      .immediate();
    return t.repaired(repaired ? 1 : 0);
  }
  const counts = chosen(tenants, slug).map((tenant) =>
    tenant.database
      .transaction(() => {
        tenant.audit({ event: 'clock-repaired-by-operator', source });
        return repairAllTokens(tenant);
      })
      .immediate(),
  );
  return t.repaired(counts.reduce((sum, count) => sum + count, 0));
}

function voidIssue(tenant: BankTenant, logInId: string): string {
  const customer = customerOf(tenant, logInId);
  tenant.database
    .transaction(() => endIssue(tenant, readContract(tenant, customer), 'operator', source))
    .immediate();
  return t.done('void-issue');
}

function release(tenant: BankTenant, logInId: string): string {
  const customer = customerOf(tenant, logInId);
  withNotice(
    tenant,
    customer,
    () => releaseToken(tenant, customer, 'token-released-by-operator', source),
    () => 'released',
  );
  return t.done('release');
}

async function exportPskc(tenant: BankTenant, file: string, options: Options): Promise<string> {
  if (file === '') throw new Error('the file name is missing');
  const passphrase = options.unencrypted ? null : readPassphrase(options.passphraseFile);
  const ids = tenant.database
    .prepare(
      `SELECT current_token FROM customers WHERE institution = ? AND current_token IS NOT NULL
       ORDER BY id`,
    )
    .pluck()
    .all(tenant.institution.slug) as string[];
  const seeds = ids.flatMap((id) => {
    const token = findToken(tenant, id);
    return token ? [{ ...token, tokenId: id }] : [];
  });
  const document = await writePskc(tenant.institution.name.ja, seeds, passphrase);
  // Once the seeds are written, but before they have their name: an entry too many, where the naming
  // then fails, does less harm than seeds that went out and that the log knows nothing of.
  writeFileDurably(file, document, 0o600, () =>
    tenant.audit({ event: 'seeds-exported-by-operator', source }),
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

function audit({ database, institution }: BankTenant): string[] {
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
