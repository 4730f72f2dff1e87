/** The institutions of a service, each with its own parts, on one storage. */
import { defaultLimits } from '../../service/rules.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import type { Storage } from '../../service/storage/work.ts';
import { openTenant } from '../tenant.ts';
import type { Tenant } from '../tenant.ts';
import type { IssuerOptions } from './issuer-service.ts';

type Given = Pick<IssuerOptions, 'institutions' | 'now' | 'oldestApp' | 'limits'>;

export function openTenants(options: Given, storage: Storage, keys: BankKeys): Tenant[] {
  const { now = Date.now, oldestApp, limits } = options;
  const parts = {
    storage,
    keys,
    now,
    limits: { ...defaultLimits, ...limits },
  };
  return options.institutions.map((institution) =>
    openTenant({ ...institution, ...(oldestApp === undefined ? {} : { oldestApp }) }, parts),
  );
}
