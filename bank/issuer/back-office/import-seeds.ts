/** Takes the seeds of another system over: all of a key container or none of it. */
import type * as z from 'zod';
import type { Work } from '../../service/storage/work.ts';
import { PskcFault, pskcSentences } from '../pskc/fault.ts';
import type { PskcKey } from '../pskc/protection.ts';
import { plainUserId, readPskc } from '../pskc/read-pskc.ts';
import type { ImportedSeed } from '../pskc/read-pskc.ts';
import { importToken } from '../tokens/import-token.ts';
import { NotAllowed } from '../tokens/token-contract.ts';
import { openContract } from './contract-state.ts';
import { deed } from './operation.ts';
import type { Asked } from './operation.ts';
import { Problem } from './problem.ts';
import type { ProblemCode } from './problem.ts';
import { Reference, SeedsImport, SeedsImported, maxSeedsAtOnce, maxSeedsBytes } from './schemas.ts';

const refused = (detail: string, place: number | null, code: ProblemCode = 'bad-request') =>
  new Problem(code, [
    { pointer: '/container', detail: place === null ? detail : `key ${place}: ${detail}` },
  ]);

/** To open it may take a second: outside of any transaction. A Problem is given, since a kept answer goes before it. */
async function readImport(
  { tenant }: Asked,
  { container, passphrase, preSharedKey }: z.output<typeof SeedsImport>,
): Promise<ImportedSeed[] | Problem> {
  if (passphrase !== undefined && preSharedKey !== undefined) {
    const detail = 'is not sent beside a passphrase';
    return new Problem('bad-request', [{ pointer: '/preSharedKey', detail }]);
  }
  const key: PskcKey | null =
    preSharedKey === undefined
      ? passphrase === undefined
        ? null
        : { passphrase }
      : { preShared: Buffer.from(preSharedKey, 'hex') };
  try {
    const seeds = await readPskc(container, key, tenant.now());
    const most = `has more than ${maxSeedsAtOnce} keys`;
    return seeds.length > maxSeedsAtOnce ? refused(most, null) : seeds;
  } catch (cause) {
    if (cause instanceof PskcFault) return refused(pskcSentences[cause.reason], cause.place);
    throw cause;
  }
}

function* takeOver(
  { tenant, source }: Asked,
  seeds: ImportedSeed[] | Problem,
): Work<z.input<typeof SeedsImported>> {
  if (seeds instanceof Problem) throw seeds;
  const references = new Set<string>();
  for (const [at, seed] of seeds.entries()) {
    const reference = plainUserId(seed.userId);
    if (!Reference.safeParse(reference).success) {
      throw refused('its UserId is no reference', at + 1);
    }
    if (references.has(reference)) throw refused('the second one of its contract', at + 1);
    references.add(reference);
    const customer = yield* openContract(tenant, reference);
    try {
      yield* importToken(tenant, customer, seed, source);
    } catch (cause) {
      if (!(cause instanceof NotAllowed)) throw cause;
      throw refused('its contract has a token', at + 1, 'not-allowed-now');
    }
  }
  return { imported: seeds.length };
}

export const importSeeds = deed({
  id: 'importSeeds',
  path: '/seeds/import',
  summary:
    'Import tokens of another system from PSKC (RFC 6030): all of them or none. They are in use at once, and codes of the present count as taken.',
  scopes: ['seeds'],
  problems: ['not-allowed-now'],
  body: SeedsImport,
  answer: SeedsImported,
  maxBodyBytes: maxSeedsBytes,
  // A contract's issue may have been ended since: who sends the same file again names the request as before.
  freesKey: true,
  prepare: readImport,
  run: takeOver,
});
