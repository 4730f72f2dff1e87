/** 振込・振替: where a token is in use its code is taken for the very transfer, which is then booked. */
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import { isMade, makeTransfer, transferLimitYen, withNumber } from '../customers/transfer.ts';
import type { Transfer, TransferDraft, TransferOutcome } from '../customers/transfer.ts';
import { queueNotices } from '../mail/notices.ts';
import { asksForCode, readContract, referenceOf } from './contract.ts';
import { carryOut, openDeeds } from './deeds.ts';

export type Outcome = TransferOutcome | 'wrong' | 'stopped' | 'changed';

/** `code`: empty where none was given. A form sent twice is one transfer. */
export async function pay(
  tenant: ServedTenant,
  customer: number,
  draft: TransferDraft,
  { code, source }: { code: string; source: string },
): Promise<Outcome> {
  if (isMade(tenant, draft.id)) return 'made';
  const contract = await readContract(tenant, customer);
  if (asksForCode(contract)) return payByCode(tenant, customer, draft, { code, source });
  // The token was released in between, perhaps with this very code: it has done its deed.
  if (code !== '') return 'changed';
  const limitYen = () => transferLimitYen(tenant, customer, contract);
  return tenant.database
    .transaction(() => book(tenant, customer, draft, { source, limitYen: limitYen() }))
    .immediate();
}

async function payByCode(
  tenant: ServedTenant,
  customer: number,
  draft: TransferDraft,
  { code, source }: { code: string; source: string },
): Promise<Outcome> {
  if (code === '') return 'stopped';
  const { id, payee, amountYen } = draft;
  if (await isConfirmed(tenant, customer, id)) {
    return tenant.database.transaction(() => book(tenant, customer, draft, { source })).immediate();
  }
  return carryOut(
    tenant,
    customer,
    { kind: 'transfer', id, payee, amountYen, source },
    (key) =>
      tenant.issuing.takeCode(
        referenceOf(customer),
        { code, purpose: 'transfer', transferReference: id },
        { key, source },
      ),
    (answer): Outcome => {
      if (answer.verdict === 'accepted') return book(tenant, customer, draft, { source });
      return asksForCode(answer) ? answer.verdict : 'changed';
    },
  );
}

/** By an earlier code, whose answer was lost: the next one would be a second deed. */
async function isConfirmed(tenant: ServedTenant, customer: number, id: string): Promise<boolean> {
  const isOpen = openDeeds(tenant).some(({ deed }) => deed.kind === 'transfer' && deed.id === id);
  if (!isOpen) return false;
  const { confirmed } = await tenant.issuing.readTransfer(referenceOf(customer), id);
  return confirmed;
}

/** What the bank does not know yet: its answer was lost, and the service is asked about it (settle.ts). `madeAt` is when it was asked for. */
export function transfersInDoubt(tenant: BankTenant, customer: number): Transfer[] {
  return openDeeds(tenant, customer).flatMap(({ askedAt, deed }) =>
    deed.kind === 'transfer'
      ? [withNumber({ id: deed.id, payee: deed.payee, amountYen: deed.amountYen, madeAt: askedAt })]
      : [],
  );
}

/** Must run in a transaction. Booked twice it is one transfer. */
export function book(
  tenant: BankTenant,
  customer: number,
  draft: TransferDraft,
  { source, limitYen = Number.POSITIVE_INFINITY }: { source: string; limitYen?: number },
): TransferOutcome {
  if (isMade(tenant, draft.id)) return 'made';
  const outcome = makeTransfer(tenant, customer, draft, { source, limitYen });
  if (outcome === 'made') queueNotices(tenant, customer, 'transfer');
  return outcome;
}
