/** Finds out what came of deeds whose answer never arrived, at the start and then once a second, and enters it. */
import type { Contract } from '../back-office/client.ts';
import type { ServedTenant } from '../bank-tenant.ts';
import type { Log } from '../service/log.ts';
import { isMade, noteNotBooked } from '../customers/transfer.ts';
import { hasLetter } from '../mail/letters.ts';
import { readContract, referenceOf } from './contract.ts';
import { keepLooking } from './looking.ts';
import { openDeeds, strikeOut } from './deeds.ts';
import type { KeptDeed } from './deeds.ts';
import { enterIssue } from './issue.ts';
import { book } from './pay.ts';
import { enterRelease, enterStart } from './start-release.ts';

const lookEveryMs = 1000;
/** Longer than a request can be under way after who asked it has given up (two tries of 15 seconds). */
const finalAfterMs = 60_000;
/** For how long the service can tell whether a code was taken for a transfer: 72 hours, and not the last of them. */
const toldForMs = 71 * 60 * 60_000;

/** `entered` is called where there may be mail now. Returns how it is ended. */
export function startSettling(
  tenant: ServedTenant,
  { entered, log }: { entered: () => void; log: Log },
): () => Promise<void> {
  return keepLooking(() => settleAll(tenant, entered), {
    everyMs: lookEveryMs,
    trouble: 'deeds-not-settled',
    log,
  });
}

async function settleAll(tenant: ServedTenant, entered: () => void): Promise<void> {
  const failures: unknown[] = [];
  for (const kept of openDeeds(tenant)) {
    // One that can't be settled keeps none of the others.
    await settleOne(tenant, kept, entered).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function settleOne(tenant: ServedTenant, kept: KeptDeed, entered: () => void): Promise<void> {
  const enter = await outcomeOf(tenant, kept);
  // What is not done yet may still be.
  if (enter === null && Math.abs(tenant.now() - kept.askedAt) < finalAfterMs) return;
  tenant.database
    .transaction(() => {
      if (enter) enter();
      else noteNotDone(tenant, kept);
      strikeOut(tenant, kept.id);
    })
    .immediate();
  if (enter !== null) entered();
}

/** Of a contract its own page tells how it stands; a transfer would be gone without a word. */
function noteNotDone(tenant: ServedTenant, { customer, askedAt, deed }: KeptDeed): void {
  if (deed.kind !== 'transfer' || isMade(tenant, deed.id)) return;
  noteNotBooked(tenant, { customer, askedAt }, deed, 'not-made');
}

const nothing = () => undefined;

/** What is to be entered; null where it was not done. Throws a BackOfficeError while that can't be known. */
async function outcomeOf(
  tenant: ServedTenant,
  { customer, askedAt, deed }: KeptDeed,
): Promise<(() => unknown) | null> {
  if (deed.kind === 'transfer') {
    const { confirmed } = await tenant.issuing.readTransfer(referenceOf(customer), deed.id);
    const unclear = () => noteNotBooked(tenant, { customer, askedAt }, deed, 'unclear');
    // The balance may be too low by now.
    if (confirmed) return () => book(tenant, customer, deed, deed) === 'made' || unclear();
    if (isMade(tenant, deed.id) || tenant.now() - askedAt < toldForMs) return null;
    return unclear;
  }
  const contract = await readContract(tenant, customer);
  switch (deed.kind) {
    case 'issue': {
      const { issue } = contract;
      if (!issue || issue.deliveryAddress !== deed.mailAddress) return null;
      if (hasLetter(tenant, issue.issueId)) return nothing;
      return () => enterIssue(tenant, customer, issue, deed.mailAddress);
    }
    case 'start':
      return isOf(contract, deed.issueId) ? () => enterStart(tenant, customer, deed) : null;
    case 'release':
      if (isOf(contract, deed.issueId)) return null;
      // Another's start has taken its place otherwise.
      return (contract.releasedAt ?? 0) >= askedAt
        ? () => enterRelease(tenant, customer, deed.issueId)
        : null;
  }
}

/** Whether the token in use or suspended came of that issue. */
const isOf = ({ token }: Contract, issueId: string): boolean => token?.issueId === issueId;
