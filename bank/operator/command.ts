/** What a command of the institution's staff gets, and how it says no. */
import type { Database } from '../service/storage/database.ts';
import { findByLogInId } from '../customers/customer.ts';
import type { StaffTenant } from './staff-tenant.ts';
import { operatorText as t } from './text.ts';

export type Options = {
  data: string;
  'passphrase-file'?: string | undefined;
  'key-file'?: string | undefined;
  unencrypted: boolean;
  json: boolean;
  customer?: string | undefined;
  event?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
};

export type Context = {
  database: Database;
  tenants: StaffTenant[];
  args: string[];
  options: Options;
  /** `operator`, and who it was where that was said. */
  source: string;
};

export type Command = {
  /** Returns what to print; throws a Refused, or what went wrong. */
  run: (context: Context) => Promise<string> | string;
  /** How many words it takes behind its name: one more may be somebody whom it would leave out. */
  takes: number;
  /** Can't be taken back: asked about before, unless told `--yes`. */
  destructive?: true;
  /**
   * Of one that reads or writes files: looks whether it could, without doing it, and says what it would do. Any
   * other command is done and undone.
   */
  rehearse?: (context: Context) => Promise<string> | string;
};

/** A sentence for whoever typed the command, which has changed nothing. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export function chosen({ tenants, args: [slug] }: Context): StaffTenant[] {
  return slug === undefined ? tenants : [oneOf(tenants, slug)];
}

export function oneOf(tenants: StaffTenant[], slug: string | undefined): StaffTenant {
  const tenant = tenants.find(({ institution }) => institution.slug === slug);
  if (!tenant) throw new Refused(t.noInstitution);
  return tenant;
}

/** The institution and the customer that the first two arguments name. */
export function contractOf({ tenants, args: [slug, logInId] }: Context) {
  const tenant = oneOf(tenants, slug);
  const customer = findByLogInId(tenant, logInId ?? '');
  if (!customer || logInId === undefined) throw new Refused(t.noCustomer);
  return { tenant, customer: customer.id, logInId };
}
