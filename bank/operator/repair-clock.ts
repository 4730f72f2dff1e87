/** Says that the clock is right now and was ahead before; what was taken while it was ahead stays taken. */
import { findContractByReference } from '../issuer/tokens/token-contract.ts';
import { repairAllTokens, repairToken } from '../issuer/tokens/clock-ahead.ts';
import { runWork } from '../service/storage/database.ts';
import type { Work } from '../service/storage/work.ts';
import { chosen, contractOf } from './command.ts';
import type { UpkeepContext } from './command.ts';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

export function repairClock(context: UpkeepContext): string {
  return repair(context, (work) => context.issuerDatabase.transaction(work).immediate());
}

/** Does it and takes it back: whatever would be refused is. */
export function rehearseRepair(context: UpkeepContext): string {
  const { database, issuerDatabase } = context;
  for (const each of [database, issuerDatabase]) each.exec('BEGIN IMMEDIATE');
  try {
    return repair(context, (work) => work());
  } finally {
    for (const each of [database, issuerDatabase]) each.exec('ROLLBACK');
  }
}

function repair(context: UpkeepContext, together: (work: () => number) => number): string {
  const { source } = context;
  const ruled = <T>(work: Work<T>): T => runWork(context.issuerDatabase, work);
  if (context.args.length > 1) {
    const { tenant, reference } = contractOf(context);
    const { issuer } = tenant;
    together(() => {
      const contract = ruled(findContractByReference(issuer, reference));
      const token = contract?.currentToken ?? null;
      if (!contract || token === null || !ruled(repairToken(issuer, token))) {
        throw new Refused(t.nothingToDo);
      }
      const { customer } = contract;
      ruled(issuer.audit({ event: 'token-clock-repaired-by-operator', customer, source }));
      return 1;
    });
    return t.repaired(1);
  }
  const counts = chosen(context).map(({ issuer, audit }) => {
    // Each of the two logs is what one of the two clocks is judged by.
    audit({ event: 'clock-repaired-by-operator', source });
    return together(() => {
      ruled(issuer.audit({ event: 'clock-repaired-by-operator', source }));
      return ruled(repairAllTokens(issuer));
    });
  });
  return t.repaired(counts.reduce((sum, count) => sum + count, 0));
}
