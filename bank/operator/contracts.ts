/** What staff do with one customer's contract. Whatever it changes it changes through the issuer's rules. */
import type { Work } from '../service/storage/work.ts';
import type { StaffTenant } from './staff-tenant.ts';
import { repairAllTokens, repairToken } from '../issuer/tokens/clock-ahead.ts';
import {
  NotAllowed,
  endIssue,
  readContract,
  releaseToken,
} from '../issuer/tokens/token-contract.ts';
import { liftSuspension } from '../issuer/tokens/suspension.ts';
import { runWork } from '../service/storage/database.ts';
import { queueNotices } from '../mail/notices.ts';
import { Refused, chosen, contractOf } from './command.ts';
import type { Context } from './command.ts';
import { operatorText as t } from './text.ts';

export function list(context: Context): string {
  return [t.columns.list, ...chosen(context).flatMap(listOf)].join('\n');
}

function listOf({ database, institution }: StaffTenant): string[] {
  const rows = database
    .prepare(
      `SELECT log_in_id, c.current, c.next, coalesce(t.wrong_codes, 0) AS wrong,
         coalesce(m.state, '-') AS mail
       FROM customers JOIN contracts c USING (id) LEFT JOIN tokens t ON t.id = c.current_token
         LEFT JOIN mails m ON m.issue = c.next_issue
       WHERE c.institution = ? AND (c.current <> 'none' OR c.next <> 'none') ORDER BY log_in_id`,
    )
    .raw()
    .all(institution.slug) as (string | number)[][];
  return rows.map((row) => [institution.slug, ...row].join('  '));
}

/** Of the contract that a command names: in use and on its way, as `list` says it. Null for one that names none. */
export function stateOf(context: Context): string | null {
  if (context.args.length < 2) return null;
  const { tenant, customer } = contractOf(context);
  const { current, next } = runWork(tenant.database, readContract(tenant.issuer, customer)).life;
  return `${current} ${next}`;
}

export function unlock(context: Context): string {
  const { source } = context;
  const { tenant, customer, logInId } = contractOf(context);
  const { issuer } = tenant;
  tenant.database
    .transaction(() => {
      const ruled = <T>(work: Work<T>): T => runWork(tenant.database, work);
      const { currentToken } = ruled(readContract(issuer, customer));
      const undone = [
        tenant.logInTries.giveBack(logInId),
        tenant.confirmationTries.giveBack(String(customer)),
        currentToken !== null && ruled(repairToken(issuer, currentToken)),
        ruled(liftSuspension(issuer, customer, source)),
      ];
      if (!undone.includes(true)) throw new Refused(t.nothingToUnlock);
      tenant.audit({ event: 'log-in-unlocked-by-operator', customer, source });
    })
    .immediate();
  return t.done('unlock');
}

export function voidIssue(context: Context): string {
  const { tenant, customer } = contractOf(context);
  const { database, issuer } = tenant;
  function* end() {
    const contract = yield* readContract(issuer, customer);
    yield* endIssue(issuer, contract, 'operator', context.source);
  }
  ifAllowed(() => database.transaction(() => runWork(database, end())).immediate());
  return t.done('void-issue');
}

export function release(context: Context): string {
  const { tenant, customer } = contractOf(context);
  const end = () => {
    const { database, issuer } = tenant;
    runWork(database, releaseToken(issuer, customer, 'token-released-by-operator', context.source));
    queueNotices(tenant, customer, 'released');
  };
  ifAllowed(() => tenant.database.transaction(end).immediate());
  return t.done('release');
}

function ifAllowed(deed: () => unknown): void {
  try {
    deed();
  } catch (cause) {
    if (cause instanceof NotAllowed) throw new Refused(t.nothingToDo, { cause });
    throw cause;
  }
}

/** Says that the clock is right now; what was taken while it was ahead stays taken. */
export function repairClock(context: Context): string {
  const { source } = context;
  if (context.args.length > 1) {
    const { tenant, customer } = contractOf(context);
    tenant.database
      .transaction(() => {
        const { database, issuer } = tenant;
        const { currentToken } = runWork(database, readContract(issuer, customer));
        if (currentToken === null || !runWork(database, repairToken(issuer, currentToken))) {
          throw new Refused(t.nothingToDo);
        }
        tenant.audit({ event: 'token-clock-repaired-by-operator', customer, source });
      })
      .immediate();
    return t.repaired(1);
  }
  const counts = chosen(context).map((tenant) =>
    tenant.database
      .transaction(() => {
        tenant.audit({ event: 'clock-repaired-by-operator', source });
        return runWork(tenant.database, repairAllTokens(tenant.issuer));
      })
      .immediate(),
  );
  return t.repaired(counts.reduce((sum, count) => sum + count, 0));
}
