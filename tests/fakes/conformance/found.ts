/** What the kit finds at a wrong issuer. */
import { allChecks } from '../../../build/conformance/checks/all.ts';
import { createKit } from '../../../build/conformance/kit.ts';
import { runChecks } from '../../../build/conformance/run.ts';
import type { CheckName } from '../../../build/conformance/text/checks-ja.ts';
import { conformanceBench } from './issuer.ts';
import type { Mutation } from './mutation.ts';
import { startWrongIssuer } from './wrong-issuer.ts';

/** The longest ones, of which no other mutation says anything. */
const slow = new Set<CheckName>(['unknown-in-time', 'maintenance']);

/** Sorted by name. */
export async function checksFailing(mutation: Mutation): Promise<CheckName[]> {
  const { exchange = (asked, world) => world.pass(asked), finds, among } = mutation;
  const bench = await conformanceBench();
  const issuerUrl = await startWrongIssuer(bench, exchange);
  const { deeds = (own) => own, settings = (own) => own } = mutation;
  const kit = createKit(
    settings({
      ...bench.settings,
      deeds: deeds(bench.settings.deeds),
      institution: { ...bench.settings.institution, issuerUrl },
    }),
  );
  const seeing = allChecks.filter(({ subject }) => among?.includes(subject) ?? true);
  const names = seeing.map(({ name }) => name);
  const chosen = names.filter((name) => !slow.has(name) || finds.includes(name));
  const results = await runChecks(kit, chosen);
  return results
    .filter(({ is }) => is === 'failed')
    .map(({ name }) => name)
    .toSorted();
}
