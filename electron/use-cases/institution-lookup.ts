/** Asks an institution by its entry in the directory, and once more if its keys turn out to be newer ones. */
import * as z from 'zod';
import { AppRelease } from '../../shared/protocol-values.ts';
import { AppError } from '../../shared/errors.ts';
import { DirectoryEntry } from '../../shared/protocol.ts';
import type { Log } from '../core/log.ts';
import { isUnproved } from '../core/unproved.ts';
import { isKeyRetired } from './refusal.ts';

/** The vendor's list of institutions. */
export type DirectoryLookup = {
  /** As far as the list has been read: of any institution but the tokens' after `readWhole`. */
  find(serviceId: string): DirectoryEntry | undefined;
  /** Reads and proves the copies on the disk, where that was not done in this run. A bad copy is as none. */
  readWhole(): Promise<void>;
  /** What to keep of the list for these institutions; null where it has not been read as far as that. */
  excerptFor(serviceIds: string[]): DirectoryExcerpt | null;
  /** After `restore`, in the place of the last one taken. False where the copies are others than it was made of: they have to be read. */
  takeExcerpt(kept: DirectoryExcerpt | null): boolean;
  /** What it says of the app's own newest version; null where it says nothing. */
  app(): AppRelease | null;
  /** When the vendor made it, in epoch milliseconds; 0 where there is none. */
  issuedAt(): number;
  expired(): boolean;
  /** Throws AppError: offline and its like, directory-unreadable. */
  refresh(): Promise<void>;
  /** Takes up the newest list that was ever seen, and says where to keep later ones: never an older one again. */
  restore(newest: SeenDirectory | null, keepAt: (seen: SeenDirectory) => void): void;
};

/** Which list it was: its number, and the base64url SHA-256 of its bytes. */
export const SeenDirectory = z.object({ seq: z.int().positive(), hash: z.string() });
export type SeenDirectory = z.infer<typeof SeenDirectory>;

/** What was proved of a list, as far as some institutions need it. */
export const DirectoryExcerpt = SeenDirectory.extend({
  iat: z.number(),
  exp: z.number(),
  /** Changes with the copies on the disk, and with whose signatures count. */
  madeOf: z.string(),
  /** Whom it was made for; those that have no entry are not in the list. */
  serviceIds: z.array(z.string()),
  entries: z.array(DirectoryEntry),
  app: AppRelease.nullable(),
});
export type DirectoryExcerpt = z.infer<typeof DirectoryExcerpt>;

/**
 * The entry to begin something new by, fetched anew where it is missing or the directory has expired.
 * Throws AppError: `whereMissing`, directory-expired, directory-unreadable, clock-far-off; offline
 * and its like where there is no list.
 */
export async function findEntry(
  ports: {
    directory: DirectoryLookup;
    institutions: { askTime(entry: DirectoryEntry): Promise<void> };
    clockInQuestion: () => boolean;
    log: Log;
  },
  serviceId: string,
  whereMissing: 'unknown-service' | 'institution-unlisted' = 'unknown-service',
): Promise<DirectoryEntry> {
  const { directory, institutions, log } = ports;
  if (directory.find(serviceId) === undefined) await directory.readWhole();
  // Only a list that was just fetched can say that a number is nobody's.
  if (directory.find(serviceId) === undefined) await directory.refresh();
  const entry = directory.find(serviceId);
  if (entry === undefined) {
    // A list that is older than one seen before is none.
    throw new AppError(directory.issuedAt() === 0 ? 'directory-expired' : whereMissing);
  }
  let unreadable: AppError | null = null;
  if (directory.expired()) {
    await directory.refresh().catch((error: unknown) => {
      log('directory-late', error);
      if (error instanceof AppError && error.code === 'directory-unreadable') unreadable = error;
    });
  }
  if (directory.expired()) {
    // Or is it the PC's clock that runs years ahead? The institution's own time tells.
    await institutions.askTime(entry).catch((error: unknown) => log('time-late', error));
  }
  if (directory.expired()) {
    if (ports.clockInQuestion()) throw new AppError('clock-far-off');
    throw unreadable ?? new AppError('directory-expired');
  }
  return directory.find(serviceId) ?? entry;
}

/** Of something begun before. Throws AppError: institution-unlisted, and whatever `ask` throws. */
export async function askInstitution<T>(
  directory: DirectoryLookup,
  serviceId: string,
  ask: (entry: DirectoryEntry, isAgain: boolean) => Promise<T>,
): Promise<T> {
  const entry = directory.find(serviceId);
  if (entry === undefined) throw new AppError('institution-unlisted');
  try {
    return await ask(entry, false);
  } catch (error) {
    if (!isUnproved(error)) throw error;
    const renewed = await findNewer(directory, entry);
    if (renewed === null) throw error;
    return ask(renewed, true);
  }
}

/**
 * Makes a request, and makes it anew, once, where the institution no longer has the key that it was
 * sealed to. Throws AppError: what `request` throws.
 */
export async function withPresentKeys<T>(
  ports: { directory: DirectoryLookup; log: Log },
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!isKeyRetired(error)) throw error;
    try {
      await ports.directory.refresh();
    } catch (late) {
      // The same key would be refused again.
      ports.log('directory-late', late);
      throw error;
    }
    return request();
  }
}

async function findNewer(
  directory: DirectoryLookup,
  entry: DirectoryEntry,
): Promise<DirectoryEntry | null> {
  try {
    await directory.refresh();
  } catch {
    // The answer stays unproved, which is what the customer is told.
    return null;
  }
  const renewed = directory.find(entry.serviceId);
  const isSame = JSON.stringify(renewed?.signingKeys) === JSON.stringify(entry.signingKeys);
  return renewed === undefined || isSame ? null : renewed;
}
