/** The institutions of a service, each with its own parts, on one database. */
import { defaultLimits } from '../../service/rules.ts';
import { openAudit } from '../../service/storage/audit.ts';
import type { Database } from '../../service/storage/database.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import { createSharedCommit } from '../../service/storage/shared-commit.ts';
import { openTenant } from '../tenant.ts';
import type { Tenant } from '../tenant.ts';
import type { IssuerOptions } from './issuer-service.ts';

type Given = Pick<IssuerOptions, 'institutions' | 'now' | 'oldestApp' | 'limits'>;

export function openTenants(options: Given, database: Database, keys: BankKeys): Tenant[] {
  const { now = Date.now, oldestApp, limits } = options;
  const parts = {
    database,
    keys,
    now,
    commit: createSharedCommit(database),
    audit: openAudit(database, now),
    limits: { ...defaultLimits, ...limits },
  };
  return options.institutions.map((institution) =>
    openTenant({ ...institution, ...(oldestApp === undefined ? {} : { oldestApp }) }, parts),
  );
}
