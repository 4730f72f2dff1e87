/** Institutions of the customer's tokens that are no longer in the vendor's list, and since when. */
import * as z from 'zod';
import type { StoredToken } from '../core/token.ts';
import type { DirectoryLookup } from './institution-lookup.ts';

/** By service ID: when the first list was made in which it was missing, by the vendor's time, epoch milliseconds. */
export const Unlisted = z.record(z.string(), z.int().nonnegative());
export type Unlisted = z.infer<typeof Unlisted>;

export type UnlistedInstitutions = ReturnType<typeof createUnlisted>;

export function createUnlisted(ports: {
  store: { tokens(): StoredToken[] };
  directory: Pick<DirectoryLookup, 'find' | 'issuedAt'>;
  /** What was known at the end of the last run, and where to keep what is learnt. */
  known: Unlisted | null;
  keep: (unlisted: Unlisted) => void;
  changed: () => void;
}) {
  const { store, directory } = ports;
  let unlisted = ports.known ?? {};

  return {
    since: (serviceId: string): number | null => unlisted[serviceId] ?? null,

    /** To be called with the vault unlocked, when there may be a newer list. */
    look(): void {
      const madeAt = directory.issuedAt();
      // Without a list nobody is missing in it.
      if (madeAt === 0) return;
      const ours = new Set(store.tokens().map(({ institution }) => institution.serviceId));
      const missing = [...ours].filter((id) => directory.find(id) === undefined).toSorted();
      const found = Object.fromEntries(missing.map((id) => [id, unlisted[id] ?? madeAt]));
      if (JSON.stringify(found) === JSON.stringify(unlisted)) return;
      unlisted = found;
      ports.keep(found);
      ports.changed();
    },
  };
}
