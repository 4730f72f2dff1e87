/** The directory's entries, each on its own: one that is not as it must be is left out, and the others work. */
import type { Log } from '../../core/log.ts';
import { createPublicKey } from 'node:crypto';
import type * as z from 'zod';
import { Logo } from '../../../shared/logo.ts';
import { DirectoryEntry } from '../../../shared/protocol.ts';
import type { NamedKey } from '../../../shared/protocol.ts';

export type Entries = { find(serviceId: string): DirectoryEntry | undefined };

/** Why an entry is left out: to the log by its place in the list and the member, never by a value. */
class EntryFault extends Error {
  override readonly name = 'EntryFault';
  readonly code: string;

  constructor(index: number, path: readonly PropertyKey[]) {
    super('an entry of the directory is not as it must be');
    this.code = [index, ...path].map(String).join('.');
  }
}

/**
 * An entry is read when it is first asked for: of thousands an app needs a few. A number that stands
 * twice is nobody's, since nobody can say whose it is.
 */
export function indexEntries(institutions: readonly unknown[], log: Log): Entries {
  const leaveOut = (index: number, ...path: PropertyKey[]) => {
    log('directory-entry-refused', new EntryFault(index, path));
    return undefined;
  };
  const places = new Map<string, number[]>();
  for (const [index, entry] of institutions.entries()) {
    const serviceId = serviceIdOf(entry);
    if (serviceId === null) leaveOut(index, 'serviceId');
    else places.set(serviceId, [...(places.get(serviceId) ?? []), index]);
  }
  const read = new Map<string, DirectoryEntry | undefined>();

  /** A logo that is not as it must be costs the entry its logo, and nothing else. */
  function withoutBadLogo(index: number): unknown {
    const { logo, ...rest } = institutions[index] as { logo?: unknown };
    if (logo === undefined || Logo.safeParse(logo).success) return institutions[index];
    log('directory-logo-refused', new EntryFault(index, ['logo']));
    return rest;
  }

  function readEntry(index: number): DirectoryEntry | undefined {
    const { data, error } = DirectoryEntry.safeParse(withoutBadLogo(index));
    if (data === undefined) return leaveOut(index, ...pathOf(error));
    const isCurved = [...data.encryptionKeys, ...data.signingKeys].every(isOnCurve);
    return isCurved ? data : leaveOut(index, 'keys');
  }

  return {
    find(serviceId) {
      if (read.has(serviceId)) return read.get(serviceId);
      const [index, ...others] = places.get(serviceId) ?? [];
      if (index === undefined) return undefined;
      const entry = others.length > 0 ? leaveOut(index, 'serviceId') : readEntry(index);
      read.set(serviceId, entry);
      return entry;
    },
  };
}

function serviceIdOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('serviceId' in entry)) return null;
  return typeof entry.serviceId === 'string' ? entry.serviceId : null;
}

function pathOf(error: z.ZodError): readonly PropertyKey[] {
  return error.issues[0]?.path ?? [];
}

function isOnCurve(key: NamedKey): boolean {
  try {
    createPublicKey({ key: { ...key }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
