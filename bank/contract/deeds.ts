/**
 * What the issuing service is asked to do is written down before, and what came of it is entered here in the transaction
 * that strikes it out: a bank that stops in between finds it at its next start, and asks what came of it (settle.ts).
 */
import { newDeedKey } from '../back-office/deed-key.ts';
import * as z from 'zod';
import { BackOfficeError } from '../back-office/back-office-error.ts';
import type { BackOfficeErrorCode } from '../back-office/back-office-error.ts';
import type { BankTenant } from '../bank-tenant.ts';
import { sql } from '../service/storage/database.ts';

/** What has to be known afterwards, to tell whether it was done and to enter it. */
export const Deed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('issue'), mailAddress: z.string() }),
  z.object({
    kind: z.literal('start'),
    issueId: z.string(),
    mailAddress: z.string(),
    isNewPc: z.boolean(),
  }),
  z.object({ kind: z.literal('release'), issueId: z.string() }),
  z.object({
    kind: z.literal('transfer'),
    id: z.string(),
    payee: z.string(),
    amountYen: z.number(),
    source: z.string(),
  }),
]);
export type Deed = z.infer<typeof Deed>;

/** `askedAt` in epoch milliseconds. */
export type KeptDeed = { id: string; customer: number; askedAt: number; deed: Deed };

/** Nobody knows yet whether it was done. What came of it is entered once that is known. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

const underWay = new Set<string>();

/** Not those that somebody is waiting for; of one customer, or of all. */
export function openDeeds(
  { database, institution }: BankTenant,
  customer: number | null = null,
): KeptDeed[] {
  const rows = sql(
    database,
    `SELECT id, customer, asked_at AS askedAt, deed FROM deeds
     WHERE institution = ? AND customer = coalesce(?, customer) ORDER BY rowid`,
  ).all(institution.slug, customer) as (Omit<KeptDeed, 'deed'> & { deed: string })[];
  return rows
    .filter(({ id }) => !underWay.has(id))
    .map(({ deed, ...kept }) => ({ ...kept, deed: Deed.parse(JSON.parse(deed)) }));
}

/** Must run in the transaction that enters what came of it. */
export function strikeOut({ database }: BankTenant, id: string): void {
  sql(database, 'DELETE FROM deeds WHERE id = ?').run(id);
}

/**
 * `ask` asks the service, `enter` enters its answer here, in one transaction. Throws the BackOfficeError of a service
 * that has done nothing, and an OutcomeUnknown where it may have.
 */
export async function carryOut<Answer, Result>(
  tenant: BankTenant,
  customer: number,
  deed: Deed,
  ask: (key: string) => Promise<Answer>,
  enter: (answer: Answer) => Result,
): Promise<Result> {
  const { database, institution, now } = tenant;
  const id = newDeedKey();
  underWay.add(id);
  try {
    sql(
      database,
      'INSERT INTO deeds (id, institution, customer, deed, asked_at) VALUES (?, ?, ?, ?, ?)',
    ).run(id, institution.slug, customer, JSON.stringify(deed), now());
    const answer = await ask(id).catch((error: unknown) => {
      if (mayBeDone(error)) throw new OutcomeUnknown('no answer', { cause: error });
      strikeOut(tenant, id);
      throw error;
    });
    return database
      .transaction(() => {
        const result = enter(answer);
        strikeOut(tenant, id);
        return result;
      })
      .immediate();
  } finally {
    underWay.delete(id);
  }
}

/** The contract, as it stands by now, does not allow what was asked. */
export async function orChanged<Result>(work: Promise<Result>): Promise<Result | 'changed'> {
  return work.catch((error: unknown) => {
    if (error instanceof BackOfficeError && error.code === 'not-allowed-now') return 'changed';
    throw error;
  });
}

/** The service has looked at this very request. Any other may be the answer to its second try alone. */
const nothingDone: ReadonlySet<BackOfficeErrorCode> = new Set([
  'not-allowed-now',
  'unknown-contract',
  'bad-request',
  'body-too-large',
  'idempotency-key-reused',
] as const);

const mayBeDone = (error: unknown): boolean =>
  !(error instanceof BackOfficeError) || !nothingDone.has(error.code);
