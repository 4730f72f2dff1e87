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
  for (const kept of openDeeds(tenant)) {
    const enter = await outcomeOf(tenant, kept);
    tenant.database
      .transaction(() => {
        enter();
        strikeOut(tenant, kept.id);
      })
      .immediate();
    entered();
  }
}

const nothing = () => undefined;

/** What is to be entered. Throws a BackOfficeError while that can't be known. */
async function outcomeOf(
  tenant: ServedTenant,
  { customer, deed }: KeptDeed,
): Promise<() => unknown> {
  if (deed.kind === 'transfer') {
    const { confirmed } = await tenant.issuing.readTransfer(referenceOf(customer), deed.id);
    return confirmed ? () => book(tenant, customer, deed, deed) : nothing;
  }
  const contract = await readContract(tenant, customer);
  switch (deed.kind) {
    case 'issue': {
      const { issue } = contract;
      if (!issue || issue.deliveryAddress !== deed.mailAddress) return nothing;
      if (hasLetter(tenant, issue.issueId)) return nothing;
      return () => enterIssue(tenant, customer, issue, deed.mailAddress);
    }
    case 'start':
      return isOf(contract, deed.issueId) ? () => enterStart(tenant, customer, deed) : nothing;
    case 'release':
      return isOf(contract, deed.issueId) ? nothing : () => enterRelease(tenant, customer);
  }
}

/** Whether the token in use or suspended came of that issue. */
const isOf = ({ token }: Contract, issueId: string): boolean => token?.issueId === issueId;
