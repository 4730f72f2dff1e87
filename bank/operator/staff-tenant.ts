/** One institution's parts as its staff have them: the pages', and the issuing service's in the same file. */
import { openBankTenant } from '../bank-tenant.ts';
import type { BankTenant } from '../bank-tenant.ts';
import { openTenant } from '../issuer/tenant.ts';
import type { Tenant, TenantParts } from '../issuer/tenant.ts';
import type { Institution } from '../service/institution.ts';

export type StaffTenant = Tenant & BankTenant;

export function openStaffTenant(institution: Institution, parts: TenantParts): StaffTenant {
  return { ...openTenant(institution, parts), ...openBankTenant(institution, parts) };
}
