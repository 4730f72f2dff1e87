/** The vendor's signed list of institutions: shipped with the app, renewed when online, never an older one. */
import type { Log } from '../../core/log.ts';
import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { isCompactJws } from '../../../shared/compact.ts';
import { AppError } from '../../../shared/errors.ts';
import { DirectoryFrame, maxDirectoryBytes, messageType } from '../../../shared/protocol.ts';
import type { DirectoryEntry, NamedKey } from '../../../shared/protocol.ts';
import type { DirectoryLookup, SeenDirectory } from '../../use-cases/institution-lookup.ts';
import { indexEntries } from './directory-entries.ts';
import type { Entries } from './directory-entries.ts';
import type { Http } from './http.ts';
import { readSmallFile } from '../files/small-file.ts';
import { readSigned } from './jws.ts';

export type InstitutionDirectory = Awaited<ReturnType<typeof openDirectory>>;

type Taken = { iat: number; exp: number; entries: Entries };

/**
 * `paths` are copies to start from: the one that ships and the newest one fetched, which is kept at
 * `cachePath`. Of all that prove to be the vendor's, the highest `seq` counts.
 */
export async function openDirectory(options: {
  roots: NamedKey[];
  paths: string[];
  cachePath: string;
  url: string;
  http: Http;
  now: () => number;
  log: Log;
}): Promise<DirectoryLookup> {
  const { log } = options;
  let current: Taken | null = null;
  let newest: SeenDirectory | null = null;
  let keep: (seen: SeenDirectory) => void = () => {};

  /** Whether it is the newest. Throws AppError('directory-unreadable') where it can't be proved or read. */
  async function take(jws: string): Promise<boolean> {
    const frame = await readSigned(jws, options.roots, messageType.directory, DirectoryFrame);
    if (frame === null) throw new AppError('directory-unreadable');
    const seen: SeenDirectory = { seq: frame.seq, hash: hashOf(jws) };
    const isNewer = seen.seq > (newest?.seq ?? 0);
    // The cache may be gone although the list was seen.
    const isMissing = current === null && seen.seq === newest?.seq && seen.hash === newest.hash;
    if (!isNewer && !isMissing) return false;
    const { iat, exp, institutions } = frame;
    current = { iat, exp, entries: indexEntries(institutions, log) };
    newest = seen;
    if (isNewer) keep(seen);
    return true;
  }

  for (const path of [...options.paths, options.cachePath]) {
    const jws = readIfThere(path);
    // A copy that is damaged is as good as none; the next one fetched replaces it.
    if (jws !== null) await take(jws).catch((error: unknown) => log('directory-copy', error));
  }

  function keepCopy(jws: string): void {
    const draft = `${options.cachePath}.new`;
    try {
      writeFileSync(draft, jws, { mode: 0o600 });
      renameSync(draft, options.cachePath);
    } catch (error) {
      // The list is at hand all the same, and is fetched anew at the next start.
      log('directory-not-kept', error);
    }
  }

  return {
    find: (serviceId: string): DirectoryEntry | undefined => current?.entries.find(serviceId),

    restore(last, keepAt): void {
      keep = keepAt;
      if (last !== null && (newest === null || last.seq >= newest.seq)) {
        // Somebody may have put an older list in the place of the newest one.
        if (last.seq !== newest?.seq || last.hash !== newest.hash) current = null;
        newest = last;
      } else if (newest !== null) {
        keep(newest);
      }
    },

    issuedAt: (): number => (current?.iat ?? 0) * 1000,

    /** An expired directory still names institutions, and activates nothing. */
    expired(): boolean {
      return current === null || options.now() >= current.exp * 1000;
    },

    /**
     * Fetches a newer one; one that is not newer changes nothing. Throws AppError: offline and its
     * like, directory-unreadable where something came that looks like a list and is none for this app.
     */
    async refresh(): Promise<void> {
      const { status, body } = await options.http({
        url: options.url,
        method: 'GET',
        maxBytes: maxDirectoryBytes,
      });
      const jws = body.trim();
      // A log-in page, an error page: whatever stands between here and there.
      if (status !== 200 || !isCompactJws(jws)) {
        throw new AppError('offline', { cause: new Error('not a directory') });
      }
      if (await take(jws)) keepCopy(jws);
    },
  };
}

function hashOf(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url');
}

function readIfThere(path: string): string | null {
  try {
    return readSmallFile(path, maxDirectoryBytes).toString('utf8').trim();
  } catch {
    // Missing or unreadable: there is no copy to start from, and the next one fetched replaces it.
    return null;
  }
}
