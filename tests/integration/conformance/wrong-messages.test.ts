/** Servers whose answers are wrong as messages: each is found, by the check that is about it and by no other. */
import { expect, it, vi } from 'vitest';
import { checksFailing } from '../../fakes/conformance/found.ts';
import { wrongMessages } from '../../fakes/conformance/wrong-messages.ts';

vi.setConfig({ testTimeout: 300_000 });

it.each(Object.entries(wrongMessages))('%s', async (_name, mutation) => {
  const failed = await checksFailing(mutation);
  const due = [...mutation.finds].toSorted();
  expect(mutation.shakes ? failed.filter((name) => due.includes(name)) : failed).toEqual(due);
});
