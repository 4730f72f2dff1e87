/** Takes the seeds of another system over, from a key container (RFC 6030): all of them or none. */
import { readContainer } from '../back-office/operator/pskc-file.ts';
import { findByLogInId } from '../customers/customer.ts';
import { plainUserId } from '../issuer/pskc/read-pskc.ts';
import type { ImportedSeed } from '../issuer/pskc/read-pskc.ts';
import { importToken } from '../issuer/tokens/import-token.ts';
import { NotAllowed } from '../issuer/tokens/token-contract.ts';
import type { BankTenant } from '../bank-tenant.ts';
import { referenceOf } from '../contract/contract.ts';
import { openContract } from '../issuer/back-office/contract-state.ts';
import { runWork } from '../service/storage/database.ts';
import { oneOf } from './command.ts';
import type { UpkeepContext } from './command.ts';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

export async function importPskc(context: UpkeepContext): Promise<string> {
  const { seeds, deed } = await ready(context);
  const { issuerDatabase } = context;
  issuerDatabase.transaction(deed).immediate();
  return t.imported(seeds.length);
}

/** Says how many would be in use. Does it and takes it back: whatever would be refused is. */
export async function rehearseImport(context: UpkeepContext): Promise<string> {
  const { seeds, deed } = await ready(context);
  const { issuerDatabase } = context;
  issuerDatabase.exec('BEGIN IMMEDIATE');
  try {
    deed();
    return t.wouldHold(seeds.length);
  } finally {
    issuerDatabase.exec('ROLLBACK');
  }
}

/** The container read, outside of any transaction: to open it may take a second. */
async function ready({ issuerDatabase, tenants, args, options, source }: UpkeepContext) {
  const [slug, file = ''] = args;
  const tenant = oneOf(tenants, slug);
  const { issuer } = tenant;
  const { seeds } = await readContainer(file, options, tenant.now());
  const takeOver = (customer: number, seed: ImportedSeed) => {
    try {
      const contract = runWork(issuerDatabase, openContract(issuer, referenceOf(customer)));
      runWork(issuerDatabase, importToken(issuer, contract, seed, source));
    } catch (cause) {
      if (cause instanceof NotAllowed) throw new Refused(t.hasToken(seed.keyId), { cause });
      throw cause;
    }
  };
  const deed = () => {
    const customers = new Set<number>();
    for (const seed of seeds) {
      const customer = ownerOf(tenant, seed);
      if (customers.has(customer)) throw new Refused(t.twoKeys(seed.keyId));
      customers.add(customer);
      takeOver(customer, seed);
    }
  };
  return { seeds, deed };
}

/** By log-in ID: `UID=akagi001`, or that alone. */
function ownerOf(tenant: BankTenant, { keyId, userId }: ImportedSeed): number {
  const customer = findByLogInId(tenant, plainUserId(userId));
  if (!customer) throw new Refused(t.nobodysKey(keyId));
  return customer.id;
}
