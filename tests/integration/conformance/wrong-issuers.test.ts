/** Servers that do what they must not: each is found, by the check that is about it and by no other. */
import { describe, expect, it, vi } from 'vitest';
import { checksFailing } from '../../fakes/conformance/found.ts';
import { wrongBanks, wrongClocks, wrongProofs } from '../../fakes/conformance/wrong-deeds.ts';
import { wrongRefusals } from '../../fakes/conformance/wrong-refusals.ts';
import { wrongRequests } from '../../fakes/conformance/wrong-requests.ts';
import { wrongRepeats, wrongTries } from '../../fakes/conformance/wrong-tries.ts';

vi.setConfig({ testTimeout: 300_000 });

describe.each([
  ['requests', wrongRequests],
  ['tries', wrongTries],
  ['repeats', wrongRepeats],
  ['proofs', wrongProofs],
  ['clocks', wrongClocks],
  ['banks', wrongBanks],
  ['refusals', wrongRefusals],
])('%s', (_subject, mutations) => {
  it.each(Object.entries(mutations))('%s', async (_name, mutation) => {
    const failed = await checksFailing(mutation);
    const due = [...mutation.finds].toSorted();
    expect(mutation.shakes ? failed.filter((name) => due.includes(name)) : failed).toEqual(due);
  });
});
