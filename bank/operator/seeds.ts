/** Writes out the seeds of an institution, for another verifier. */
import { existsSync } from 'node:fs';
import type { BankTenant } from '../bank-tenant.ts';
import { referenceOf } from '../contract/contract.ts';
import { runWork, sql } from '../service/storage/database.ts';
import { writeFileDurably } from '../service/storage/durable-file.ts';
import { writePskc } from '../issuer/tokens/pskc.ts';
import { findContractByReference } from '../issuer/tokens/token-contract.ts';
import { findToken } from '../issuer/tokens/token.ts';
import { oneOf } from './command.ts';
import type { UpkeepContext } from './command.ts';
import { Refused } from './in-words.ts';
import { refuseUnwritable, sizeOf } from './before-writing.ts';
import { readPassphrase } from './secret-file.ts';
import { operatorText as t } from './text.ts';

export async function exportPskc(context: UpkeepContext): Promise<string> {
  const { tenant, file, document, count } = await writeSeeds(context);
  // Once the seeds are written, but before they have their name: an entry too many, where the naming
  // then fails, does less harm than seeds that went out and that the log knows nothing of.
  writeFileDurably(file, document, 0o600, () =>
    runWork(
      context.issuerDatabase,
      tenant.issuer.audit({ event: 'seeds-exported-by-operator', source: context.source }),
    ),
  );
  return t.exported(count);
}

/** Says what would be written, how many seeds, and over what. */
export async function rehearseExport(context: UpkeepContext): Promise<string> {
  const { file, document, count } = await writeSeeds(context);
  const bytes = Buffer.byteLength(document);
  refuseUnwritable(file, bytes);
  return [
    t.wouldWrite(file, bytes),
    t.wouldExport(count),
    context.options.unencrypted ? t.readableForAll : t.encrypted,
    existsSync(file) ? t.wouldOverwrite(file, sizeOf(file)) : t.overwritesNothing,
  ].join('\n');
}

async function writeSeeds({ issuerDatabase, tenants, args, options }: UpkeepContext) {
  const [slug, file = ''] = args;
  const tenant = oneOf(tenants, slug);
  if (file === '') throw new Refused(t.noFile);
  const passphrase = options.unencrypted ? null : readPassphrase(options['passphrase-file']);
  // Another verifier knows nothing of the user ID that came with the letter.
  const seeds = logInIdsOf(tenant).flatMap(({ logInId, customer }) => {
    const find = findContractByReference(tenant.issuer, referenceOf(customer));
    const tokenId = runWork(issuerDatabase, find)?.currentToken;
    const token = tokenId ? runWork(issuerDatabase, findToken(tenant.issuer, tokenId)) : undefined;
    return tokenId && token ? [{ ...token, tokenId, userId: logInId }] : [];
  });
  if (seeds.length === 0) throw new Refused(t.noSeeds);
  const document = await writePskc(tenant.institution.name.ja, seeds, passphrase);
  return { tenant, file, document, count: seeds.length };
}

function logInIdsOf({ database, institution }: BankTenant) {
  return sql(
    database,
    'SELECT id AS customer, log_in_id AS logInId FROM customers WHERE institution = ? ORDER BY id',
  ).all(institution.slug) as { customer: number; logInId: string }[];
}
