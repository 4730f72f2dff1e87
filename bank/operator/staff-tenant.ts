/** One institution's parts as its staff have them: the pages', and the issuing service's in the same file. */
import { openBankTenant } from '../bank-tenant.ts';
import type { BankTenant, BankTenantParts } from '../bank-tenant.ts';
import { openTenant } from '../issuer/tenant.ts';
import type { Tenant } from '../issuer/tenant.ts';
import type { Institution } from '../service/institution.ts';
import type { BankKeys } from '../service/storage/keys.ts';
import { sqliteStorage } from '../service/storage/shared-commit.ts';

/** `issuer` is what the rules of tokens go by; runWork() runs them on `database`. */
export type StaffTenant = BankTenant & { issuer: Tenant };

export function openStaffTenant(
  institution: Institution,
  parts: BankTenantParts & { keys: BankKeys },
): StaffTenant {
  const { database, keys, now } = parts;
  const issuer = openTenant(institution, { storage: sqliteStorage(database), keys, now });
  return { ...openBankTenant(institution, parts), issuer };
}
