/** The seeds of an institution, for another verifier. */
import type * as z from 'zod';
import { all } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { writePskc } from '../tokens/pskc.ts';
import type { Tenant } from '../tenant.ts';
import { findToken } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Asked } from './operation.ts';
import type { SeedsRequest } from './schemas.ts';

/** Entered before they go out: an entry too many does less harm than seeds that the log knows nothing of. */
export async function exportSeeds(
  { tenant, source }: Asked,
  { passphrase }: z.infer<typeof SeedsRequest>,
): Promise<string> {
  const seeds = await tenant.storage.look(() => readSeeds(tenant));
  const document = await writePskc(tenant.institution.name.ja, seeds, passphrase);
  await tenant.storage.commit(() => tenant.audit({ event: 'seeds-exported-by-operator', source }));
  return document;
}

function* readSeeds(tenant: Tenant): Work<(Token & { tokenId: string })[]> {
  const rows = yield* all<{ id: string }>(
    `SELECT current_token AS id FROM contracts WHERE institution = ? AND current_token IS NOT NULL
     ORDER BY contracts.id`,
    tenant.institution.slug,
  );
  const seeds = [];
  for (const { id } of rows) {
    const token = yield* findToken(tenant, id);
    if (token) seeds.push({ ...token, tokenId: id });
  }
  return seeds;
}
