/**
 * What the vault keeps of the vendor's list, sealed when the list was proved: a start reads the entries of the
 * customer's institutions, and the list itself, of thousands, when somebody asks for another one.
 */
import type * as z from 'zod';
import type { InstitutionFacts } from '../../shared/institution.ts';
import { DirectoryExcerpt } from './institution-lookup.ts';
import type { DirectoryLookup } from './institution-lookup.ts';

const setting = 'directory-excerpt';

type Named = { institution: InstitutionFacts };

export type ExcerptStore = {
  tokens(): Named[];
  attempts(): Named[];
  unreadableAttempts(): Named[];
  /** Null if it was never kept, or is not as this vault sealed it. */
  sealedSetting<T>(key: string, schema: z.ZodType<T>): T | null;
  changeSealedSetting(key: string, value: unknown): void;
};

export type KeptDirectory = ReturnType<typeof createKeptDirectory>;

export function createKeptDirectory(ports: {
  store: ExcerptStore;
  directory: Pick<DirectoryLookup, 'readWhole' | 'takeExcerpt' | 'excerptFor'>;
  isLocked: () => boolean;
  log: (event: string, cause?: unknown) => unknown;
}) {
  const { store, directory } = ports;

  /** Of records that can't be read too: they are shown by what the list says of them. */
  function ours(): string[] {
    const all = [...store.tokens(), ...store.attempts(), ...store.unreadableAttempts()];
    return [...new Set(all.map(({ institution }) => institution.serviceId))].toSorted();
  }

  const kept = () => store.sealedSetting(setting, DirectoryExcerpt);

  /** Whether the vault is open and has kept what it needs. */
  function takeKept(): boolean {
    if (ports.isLocked()) return false;
    const excerpt = kept();
    const covered = new Set(excerpt?.serviceIds);
    return ours().every((id) => covered.has(id)) && directory.takeExcerpt(excerpt);
  }

  return {
    /** Before anything of an institution is shown. */
    async open(): Promise<void> {
      if (!takeKept()) await directory.readWhole();
    },

    /** To be called with the vault unlocked, when there may be a newer list or another token. */
    keep(): void {
      const excerpt = directory.excerptFor(ours());
      if (excerpt === null || JSON.stringify(excerpt) === JSON.stringify(kept())) return;
      try {
        store.changeSealedSetting(setting, excerpt);
      } catch (error) {
        // The next start reads the whole list, as this one has.
        ports.log('excerpt-not-kept', error);
      }
    },
  };
}
