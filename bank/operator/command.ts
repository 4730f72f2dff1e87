/** What a command of the institution's staff gets, and how it says no. */
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import { referenceOf } from '../contract/contract.ts';
import { findByLogInId } from '../customers/customer.ts';
import type { Tenant } from '../issuer/tenant.ts';
import type { Database } from '../service/storage/database.ts';
import { Refused } from './in-words.ts';
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

type Given<T> = {
  /** The bank's own. */
  database: Database;
  tenants: T[];
  args: string[];
  options: Options;
  /** `operator`, and who it was where that was said. */
  source: string;
};

/** What is done with a contract is asked of the issuing service, as an institution's systems do. */
export type Context = Given<ServedTenant> & {
  /** Who it was, for the service's log, which names the client by itself. */
  by: { source?: string };
};

/** What is done for the data itself, by the service's own code, on its file. */
export type UpkeepContext = Given<BankTenant & { issuer: Tenant }> & { issuerDatabase: Database };

/** Returns what to print; throws a Refused, or what went wrong. */
type Run<C> = (context: C) => Promise<string> | string;

type Form<C> = {
  run: Run<C>;
  /** How many words it takes behind its name: one more may be somebody whom it would leave out. */
  takes: number;
  /** Can't be taken back: asked about before, unless told `--yes`. */
  destructive?: true;
  /** Looks whether it could, without doing it, and says what it would do. */
  rehearse: Run<C>;
};

export type Command =
  ({ on: 'contracts' } & Form<Context>) | ({ on: 'data' } & Form<UpkeepContext>);

type Named<T> = { tenants: T[]; args: string[] };

export function chosen<T extends BankTenant>({ tenants, args: [slug] }: Named<T>): T[] {
  return slug === undefined ? tenants : [oneOf(tenants, slug)];
}

export function oneOf<T extends BankTenant>(tenants: T[], slug: string | undefined): T {
  const tenant = tenants.find(({ institution }) => institution.slug === slug);
  if (!tenant) throw new Refused(t.noInstitution);
  return tenant;
}

/** The institution and the customer that the first two arguments name. */
export function contractOf<T extends BankTenant>({ tenants, args: [slug, logInId] }: Named<T>) {
  const tenant = oneOf(tenants, slug);
  const customer = findByLogInId(tenant, logInId ?? '');
  if (!customer || logInId === undefined) throw new Refused(t.noCustomer);
  return { tenant, customer: customer.id, reference: referenceOf(customer.id), logInId };
}
