/** Finds out what came of deeds whose answer never arrived, at the start and then once a second, and enters it. */
import type { Contract } from '../back-office/client.ts';
import type { ServedTenant } from '../bank-tenant.ts';
import type { Log } from '../service/log.ts';
import { hasLetter } from '../mail/letters.ts';
import { readContract, referenceOf } from './contract.ts';
import { openDeeds, strikeOut } from './deeds.ts';
import type { KeptDeed } from './deeds.ts';
import { enterIssue } from './issue.ts';
import { book } from './pay.ts';
import { enterRelease, enterStart } from './start-release.ts';

const lookEveryMs = 1000;
/** Longer than a request can be under way after who asked it has given up (two tries of 15 seconds). */
const finalAfterMs = 60_000;

/** `entered` is called where there may be mail now. Returns how it is ended. */
export function startSettling(
  tenant: ServedTenant,
  { entered, log }: { entered: () => void; log: Log },
): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isReached = true;

  const settle = async () => {
    try {
      await settleAll(tenant, entered);
      isReached = true;
    } catch (error) {
      // Once, and not each second.
      if (isReached) log.error('deeds-not-settled', error);
      isReached = false;
    }
    running = null;
  };
  const look = () => {
    running ??= settle();
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return async () => {
    clearInterval(timer);
    await running;
  };
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
      enter?.();
      strikeOut(tenant, kept.id);
    })
    .immediate();
  if (enter !== null) entered();
}

const nothing = () => undefined;

/** What is to be entered; null where it was not done. Throws a BackOfficeError while that can't be known. */
async function outcomeOf(
  tenant: ServedTenant,
  { customer, askedAt, deed }: KeptDeed,
): Promise<(() => unknown) | null> {
  if (deed.kind === 'transfer') {
    const { confirmed } = await tenant.issuing.readTransfer(referenceOf(customer), deed.id);
    return confirmed ? () => book(tenant, customer, deed, deed) : null;
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
      return (contract.releasedAt ?? 0) >= askedAt ? () => enterRelease(tenant, customer) : null;
  }
}

/** Whether the token in use or suspended came of that issue. */
const isOf = ({ token }: Contract, issueId: string): boolean => token?.issueId === issueId;
