/** The vendor's signed list of institutions: shipped with the app, renewed when online, never an older one. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Directory, messageType } from '../../shared/protocol.ts';
import type { DirectoryEntry, NamedKey } from '../../shared/protocol.ts';
import type { DirectoryLookup } from '../ask-institution.ts';
import type { Http } from './http.ts';
import { readSigned } from './signed.ts';

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

  async function take(jws: string): Promise<boolean> {
    const directory = await readSigned(jws, options.roots, messageType.directory, Directory);
    if (directory === null || directory.seq <= (current?.seq ?? 0)) return false;
    current = directory;
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

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Missing or unreadable: there is no copy to start from, and the next one fetched replaces it.
    return null;
  }
}
