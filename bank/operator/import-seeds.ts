/** Takes the seeds of another system over, from a key container (RFC 6030): all of them or none. */
import { readFileSync, statSync } from 'node:fs';
import { findByLogInId } from '../customers/customer.ts';
import { PskcFault } from '../issuer/pskc/fault.ts';
import type { PskcKey } from '../issuer/pskc/protection.ts';
import { readPskc } from '../issuer/pskc/read-pskc.ts';
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
import { firstLine } from './secret-file.ts';
import { operatorText as t } from './text.ts';

/** 50,000 keys and more. */
const maxFileBytes = 64 * 1024 * 1024;

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
  if (file === '') throw new Refused(t.noFile);
  const size = statSync(file, { throwIfNoEntry: false });
  if (size?.isFile() !== true || size.size > maxFileBytes) throw new Refused(t.noContainer);
  const seeds = await seedsOf(readFileSync(file, 'utf8'), keyOf(options), tenant.now());
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

async function seedsOf(text: string, key: PskcKey | null, nowAt: number) {
  try {
    return await readPskc(text, key, nowAt);
  } catch (cause) {
    if (cause instanceof PskcFault)
      throw new Refused(t.badKey(cause.reason, cause.keyId), { cause });
    throw cause;
  }
}

function keyOf(options: UpkeepContext['options']): PskcKey | null {
  if (options['key-file'] !== undefined) {
    const hex = firstLine(options['key-file']).trim();
    if (!/^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(hex)) throw new Refused(t.noKey);
    return { preShared: Buffer.from(hex, 'hex') };
  }
  if (options['passphrase-file'] === undefined) return null;
  return { passphrase: firstLine(options['passphrase-file']) };
}

/** By log-in ID: `UID=akagi001`, or that alone. */
function ownerOf(tenant: BankTenant, { keyId, userId }: ImportedSeed): number {
  const [, uid] =
    /^(?:.*,)?\s*(?:UID|0\.9\.2342\.19200300\.100\.1\.1)=([^,+]+)/i.exec(userId) ?? [];
  const customer = findByLogInId(tenant, (uid ?? userId).trim());
  if (!customer) throw new Refused(t.nobodysKey(keyId));
  return customer.id;
}
