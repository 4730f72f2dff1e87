/** What staff do with one customer's contract: asked of the issuing service; log-in and passwords are the bank's own. */
import { newDeedKey } from '../back-office/deed-key.ts';
import type { Contract } from '../back-office/client.ts';
import type { ServedTenant } from '../bank-tenant.ts';
import { customerOf, readContract } from '../contract/contract.ts';
import { notBooked } from '../customers/transfer.ts';
import type { NotBooked } from '../customers/transfer.ts';
import { sql } from '../service/storage/database.ts';
import { dateTime } from '../site/frame/format.ts';
import { chosen, contractOf } from './command.ts';
import type { Context } from './command.ts';
import { Refused, wouldBecome } from './in-words.ts';
import { operatorText as t } from './text.ts';

export async function list(context: Context): Promise<string> {
  const rows = await Promise.all(chosen(context).map((tenant) => listOf(tenant, context.by)));
  const told = (['unclear', 'not-made'] as const).flatMap((outcome) => {
    const transfers = chosen(context).flatMap((tenant) => notBookedOf(tenant, outcome));
    return transfers.length > 0 ? [t.columns[outcome], ...transfers] : [];
  });
  return [t.columns.list, ...rows.flat(), ...told].join('\n');
}

function notBookedOf(tenant: ServedTenant, outcome: NotBooked): string[] {
  const { slug } = tenant.institution;
  return notBooked(tenant, outcome).map(({ logInId, number, amountYen, payee, madeAt }) =>
    [slug, logInId, number, amountYen, payee, dateTime(madeAt)].join('  '),
  );
}

/** Nothing but reading, which the service's log keeps. */
export const rehearseList = list;

async function listOf(tenant: ServedTenant, by: Context['by']): Promise<string[]> {
  const { issuing, institution } = tenant;
  const lines: string[] = [];
  let after: string | null = '0';
  while (after !== null) {
    const page = await issuing.listContracts({ after }, by);
    for (const { reference } of page.contracts) {
      const { current, next, token, issue } = await issuing.readContract(reference, by);
      const wrong = token?.wrongCodes ?? 0;
      const row = [logInIdOf(tenant, reference), current, next, wrong, mailOf(tenant, issue)];
      lines.push([institution.slug, ...row].join('  '));
    }
    after = page.next;
  }
  return lines.toSorted();
}

/** A contract of which the bank knows no customer goes by its number. */
export function logInIdOf(tenant: ServedTenant, reference: string): string {
  const customer = customerOf(tenant, reference);
  if (customer === null) return reference;
  const find = 'SELECT log_in_id FROM customers WHERE id = ?';
  return sql(tenant.database, find).pluck().get(customer) as string;
}

function mailOf({ database }: ServedTenant, issue: Contract['issue']): string {
  const find = sql(database, 'SELECT state FROM mails WHERE issue = ?').pluck();
  return (find.get(issue?.issueId ?? '') as string | undefined) ?? '-';
}

export async function unlock(context: Context): Promise<string> {
  const { source } = context;
  const { tenant, customer, reference } = contractOf(context);
  const { allowed } = await readContract(tenant, customer);
  if (allowed.includes('unlock')) {
    await tenant.issuing.unlock(reference, { ...context.by, key: newDeedKey() });
  }
  tenant.database
    .transaction(() => {
      const hadLock = giveBackTries(context);
      if (!hadLock && !allowed.includes('unlock')) throw new Refused(t.nothingToUnlock);
      tenant.audit({ event: 'log-in-unlocked-by-operator', customer, source });
    })
    .immediate();
  return t.done('unlock');
}

function giveBackTries(context: Context): boolean {
  const { tenant, customer, logInId } = contractOf(context);
  const given = [
    tenant.logInTries.giveBack(logInId),
    tenant.confirmationTries.giveBack(String(customer)),
  ];
  return given.includes(true);
}

export async function rehearseUnlock(context: Context): Promise<string> {
  const { tenant, customer } = contractOf(context);
  const contract = await readContract(tenant, customer);
  tenant.database.exec('BEGIN IMMEDIATE');
  try {
    const hasLock = giveBackTries(context);
    if (!hasLock && !contract.allowed.includes('unlock')) throw new Refused(t.nothingToUnlock);
  } finally {
    tenant.database.exec('ROLLBACK');
  }
  return wouldBecome(contract, 'lift') ?? t.done('unlock');
}

export async function voidIssue(context: Context): Promise<string> {
  const { tenant, reference } = contractOf(context);
  await tenant.issuing.voidIssue(reference, { ...context.by, key: newDeedKey() });
  return t.done('void-issue');
}

/** The customer is told by mail as of every release that staff have made (contract/follow.ts). */
export async function release(context: Context): Promise<string> {
  const { tenant, reference } = contractOf(context);
  await tenant.issuing.release(reference, { ...context.by, key: newDeedKey() });
  return t.done('release');
}

export const rehearse = (event: 'endIssue' | 'release') => async (context: Context) => {
  const { tenant, customer } = contractOf(context);
  const change = wouldBecome(await readContract(tenant, customer), event);
  if (change === null) throw new Refused(t.nothingToDo);
  return change;
};
