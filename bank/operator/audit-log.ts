/** Reads both audit logs as one: the issuing service's, of which reading is an event, and the bank's own. */
import type { ServedTenant } from '../bank-tenant.ts';
import { findByLogInId } from '../customers/customer.ts';
import { sql } from '../service/storage/database.ts';
import { eventFilter, inJapan, utc } from './audit-rows.ts';
import { chosen } from './command.ts';
import type { Context } from './command.ts';
import { Refused } from './in-words.ts';
import { logInIdOf } from './contracts.ts';
import { operatorText as t } from './text.ts';

const minuteMs = 60_000;

type Row = {
  at: number;
  institution: string;
  logInId: string | null;
  event: string;
  source: string;
};

export async function audit(context: Context): Promise<string> {
  const { options } = context;
  const isWanted = filterOf(context);
  const logs = await Promise.all(chosen(context).map((tenant) => logsOf(tenant, context)));
  const rows = asOne(logs.flat()).filter(isWanted);
  if (options.json) {
    return rows
      .map(({ at, ...row }) => JSON.stringify({ at: utc(at), atInJapan: inJapan(at), ...row }))
      .join('\n');
  }
  return [
    t.columns.audit,
    ...rows.map((row) =>
      [
        utc(row.at),
        inJapan(row.at),
        row.institution,
        row.logInId ?? '-',
        row.event,
        row.source,
      ].join('  '),
    ),
  ].join('\n');
}

/** Not the rows themselves, nor how many: to count them the service would have to be asked for them. */
export function rehearseAudit(context: Context): string {
  filterOf(context);
  return t.wouldShow(chosen(context).map(({ institution }) => institution.slug));
}

function filterOf(context: Context): (row: Row) => boolean {
  const { customer, event, since, until } = context.options;
  if (customer !== undefined && !chosen(context).some((one) => findByLogInId(one, customer))) {
    throw new Refused(t.noCustomer);
  }
  const isWanted = eventFilter(event, since, until);
  return (row) => isWanted(row) && (customer === undefined || row.logInId === customer);
}

/**
 * Each log stays in its order, in which things happened, though the clock was set back meanwhile: nothing happened after
 * what is written behind it.
 */
function asOne(logs: Row[][]): Row[] {
  const timed = logs.flatMap((rows) => {
    let notAfter = Number.POSITIVE_INFINITY;
    return rows
      .toReversed()
      .map((row) => {
        notAfter = Math.min(notAfter, row.at);
        return { row, notAfter };
      })
      .toReversed();
  });
  return timed.toSorted((one, other) => one.notAfter - other.notAfter).map(({ row }) => row);
}

async function logsOf(tenant: ServedTenant, { by }: Context): Promise<Row[][]> {
  const { slug: institution } = tenant.institution;
  const rows: Row[] = [];
  for await (const { at, event, reference, source } of tenant.issuing.readAudit(0, by)) {
    const logInId = reference === null ? null : logInIdOf(tenant, reference);
    rows.push({ at, institution, logInId, event, source });
  }
  const own = sql(
    tenant.database,
    `SELECT at, a.institution, log_in_id AS logInId, event, source
     FROM audit a LEFT JOIN customers c ON c.id = a.customer
     WHERE a.institution = ? ORDER BY a.id`,
  ).all(institution) as Row[];
  const repairs = own.filter(({ event }) => event === repaired);
  return [rows.filter((row) => !repairs.some((other) => isSameRepair(row, other))), own];
}

/** It is written into both logs, by which both clocks are judged. */
const repaired = 'clock-repaired-by-operator';

const isSameRepair = (one: Row, other: Row): boolean =>
  one.event === other.event &&
  one.source === other.source &&
  Math.abs(one.at - other.at) < minuteMs;
