/** The vendor's signed list of institutions: shipped with the app, renewed when online, never an older one. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Directory, messageType } from '../../../shared/protocol.ts';
import type { DirectoryEntry, NamedKey } from '../../../shared/protocol.ts';
import type { DirectoryLookup, SeenDirectory } from '../../use-cases/institution-lookup.ts';
import type { Http } from './http.ts';
import { readSigned } from './jws.ts';

const maxDirectoryBytes = 4 * 1024 * 1024;

export type InstitutionDirectory = Awaited<ReturnType<typeof openDirectory>>;

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
}): Promise<DirectoryLookup> {
  let current: Directory | null = null;
  let newest: SeenDirectory | null = null;
  let keep: (seen: SeenDirectory) => void = () => {};

  async function take(jws: string): Promise<boolean> {
    const directory = await readSigned(jws, options.roots, messageType.directory, Directory);
    if (directory === null) return false;
    const seen: SeenDirectory = { seq: directory.seq, hash: hashOf(jws) };
    const isNewer = seen.seq > (newest?.seq ?? 0);
    // The cache may be gone although the list was seen.
    const isMissing = current === null && seen.seq === newest?.seq && seen.hash === newest.hash;
    if (!isNewer && !isMissing) return false;
    current = directory;
    newest = seen;
    if (isNewer) keep(seen);
    return true;
  }

  for (const path of [...options.paths, options.cachePath]) {
    const jws = readIfThere(path);
    if (jws !== null) await take(jws);
  }

  return {
    find(serviceId: string): DirectoryEntry | undefined {
      return current?.institutions.find((entry) => entry.serviceId === serviceId);
    },

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

    /** Fetches a newer one. Throws AppError('offline'); a copy that is not newer or not proved changes nothing. */
    async refresh(): Promise<void> {
      const answer = await options.http({
        url: options.url,
        method: 'GET',
        maxBytes: maxDirectoryBytes,
      });
      if (answer.status === 200 && (await take(answer.body.trim()))) {
        const draft = `${options.cachePath}.new`;
        writeFileSync(draft, answer.body, { mode: 0o600 });
        renameSync(draft, options.cachePath);
      }
    },
  };
}

function hashOf(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url');
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Missing or unreadable: there is no copy to start from, and the next one fetched replaces it.
    return null;
  }
}
