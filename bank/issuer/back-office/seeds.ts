/** The seeds of an institution, for another verifier. */
import type * as z from 'zod';
import { sql } from '../../service/storage/database.ts';
import { writePskc } from '../tokens/pskc.ts';
import { findToken } from '../tokens/token.ts';
import type { Asked } from './operation.ts';
import type { SeedsRequest } from './schemas.ts';

/** Entered before they go out: an entry too many does less harm than seeds that the log knows nothing of. */
export async function exportSeeds(
  { tenant, source }: Asked,
  { passphrase }: z.infer<typeof SeedsRequest>,
): Promise<string> {
  const ids = sql(
    tenant.database,
    `SELECT current_token FROM contracts WHERE institution = ? AND current_token IS NOT NULL
     ORDER BY id`,
  )
    .pluck()
    .all(tenant.institution.slug) as string[];
  const seeds = ids.flatMap((id) => {
    const token = findToken(tenant, id);
    return token ? [{ ...token, tokenId: id }] : [];
  });
  const document = await writePskc(tenant.institution.name.ja, seeds, passphrase);
  tenant.audit({ event: 'seeds-exported-by-operator', source });
  return document;
}
