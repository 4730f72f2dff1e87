/** Reads the audit log, which is an event of its own. */
import { findByLogInId } from '../customers/customer.ts';
import { auditEvents } from '../service/storage/audit.ts';
import { Refused, chosen } from './command.ts';
import type { StaffTenant } from './staff-tenant.ts';
import type { Context } from './command.ts';
import { operatorText as t } from './text.ts';

const japanOffset = '+09:00';
const japanOffsetMs = 9 * 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

type Row = {
  at: number;
  institution: string;
  logInId: string | null;
  event: string;
  source: string;
};

export function audit(context: Context): string {
  const { options, source } = context;
  const rows = rowsOf(context);
  for (const tenant of chosen(context)) tenant.audit({ event: 'audit-read-by-operator', source });
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

/** Not the rows themselves: reading them is an event. */
export function rehearseAudit(context: Context): string {
  return t.wouldShow(rowsOf(context).length);
}

function rowsOf(context: Context): Row[] {
  const { database, options } = context;
  const { customer = null, event = null, since, until } = options;
  const tenants = chosen(context);
  refuseWhatIsNone(tenants, customer, event);
  const slugs = tenants.map(({ institution }) => institution.slug);
  return database
    .prepare(
      `SELECT at, a.institution, log_in_id AS logInId, event, source
       FROM audit a LEFT JOIN customers c ON c.id = a.customer
       WHERE a.institution IN (SELECT value FROM json_each(?)) AND at >= ? AND at < ?
         AND (? IS NULL OR log_in_id = ?) AND (? IS NULL OR event = ?)
       ORDER BY a.id`,
    )
    .all(
      JSON.stringify(slugs),
      startOf(since) ?? 0,
      endOf(until) ?? Number.MAX_SAFE_INTEGER,
      customer,
      customer,
      event,
      event,
    ) as Row[];
}

/** A name that is mistyped must not look like an event that never came to pass. */
function refuseWhatIsNone(tenants: StaffTenant[], customer: string | null, event: string | null) {
  if (event !== null && !auditEvents.some((name) => name === event)) {
    throw new Refused(t.noEvent(auditEvents.join(' ')));
  }
  if (customer !== null && !tenants.some((tenant) => findByLogInId(tenant, customer))) {
    throw new Refused(t.noCustomer);
  }
}

const utc = (at: number) => new Date(at).toISOString();

function inJapan(at: number): string {
  return new Date(at + japanOffsetMs).toISOString().replace(/\.\d+Z$/, japanOffset);
}

function startOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text) ?? [];
  const at = Date.parse(`${date}T${time ?? '00:00'}:00${japanOffset}`);
  // JavaScript takes the 31st of February for the 3rd of March.
  if (Number.isNaN(at) || date === undefined || !inJapan(at).startsWith(date)) {
    throw new Refused(t.noDate);
  }
  return at;
}

/** A day without a time of day is meant as a whole. */
function endOf(text: string | undefined): number | null {
  const at = startOf(text);
  return at === null ? null : at + (text?.includes(':') ? 0 : dayMs);
}
