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
  /** Outside the seal. */
  unsealed(): (Named & { maskedUserId: string })[];
  /** Null if it was never kept, or is not as this vault sealed it. */
  sealedSetting<T>(key: string, schema: z.ZodType<T>): T | null;
  /** The same, for the locked screen alone: sealed by what opens without the passcode. */
  settingWhileLocked<T>(key: string, schema: z.ZodType<T>): T | null;
  changeSealedSetting(key: string, value: unknown): void;
};

export type KeptDirectory = ReturnType<typeof createKeptDirectory>;

export function createKeptDirectory(ports: {
  store: ExcerptStore;
  directory: Pick<DirectoryLookup, 'readWhole' | 'takeExcerpt' | 'excerptFor'>;
  isLocked: () => boolean;
  hasPasscode: () => boolean;
  log: (event: string, cause?: unknown) => unknown;
}) {
  const { store, directory } = ports;

  /** Of records that can't be read too: they are shown by what the list says of them. */
  function ours(): string[] {
    const all = ports.isLocked()
      ? store.unsealed()
      : [...store.tokens(), ...store.attempts(), ...store.unreadableAttempts()];
    return [...new Set(all.map(({ institution }) => institution.serviceId))].toSorted();
  }

  const kept = () => store.sealedSetting(setting, DirectoryExcerpt);
  const keptWhileLocked = () => store.settingWhileLocked(setting, DirectoryExcerpt);

  /** Whether the vault has kept what it needs. */
  function takeKept(): boolean {
    const excerpt = ports.isLocked() ? keptWhileLocked() : kept();
    const covered = new Set(excerpt?.serviceIds);
    const coversAll = ours().every((id) => covered.has(id));
    return directory.takeExcerpt(coversAll ? excerpt : null);
  }

  return {
    /**
     * Before anything of an institution is shown, and again when the passcode was given: nothing is begun by what the
     * locked screen was shown by.
     */
    async open(): Promise<void> {
      if (!takeKept()) await directory.readWhole();
    },

    /** To be called with the vault unlocked, when there may be a newer list, another token or another passcode. */
    keep(): void {
      const excerpt = directory.excerptFor(ours());
      if (excerpt === null) return;
      const places = ports.hasPasscode() ? [kept, keptWhileLocked] : [kept];
      const text = JSON.stringify(excerpt);
      if (places.every((read) => JSON.stringify(read()) === text)) return;
      try {
        store.changeSealedSetting(setting, excerpt);
      } catch (error) {
        // The next start reads the whole list, as this one has.
        ports.log('excerpt-not-kept', error);
      }
    },
  };
}
