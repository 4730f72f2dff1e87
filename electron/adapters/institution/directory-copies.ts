/** The copies of the vendor's list on the disk: those that ship with the app, and the newest one fetched. */
import { renameSync, writeFileSync } from 'node:fs';
import type { Log } from '../../core/log.ts';
import { maxDirectoryBytes } from '../../../shared/protocol.ts';
import { readEnd, readSmallFile } from '../files/small-file.ts';

/** More than a signature by ES256 in base64url, which no two lists share, and which ends each. */
const endBytes = 96;

export type DirectoryCopies = ReturnType<typeof directoryCopies>;

export function directoryCopies(options: { paths: string[]; cachePath: string; log: Log }) {
  const { cachePath, log } = options;
  const paths = [...options.paths, cachePath];

  return {
    read: (): string[] => paths.flatMap((path) => readIfThere(path) ?? []),

    /** What tells the copies from others, without reading them. */
    ends: (): string[] =>
      paths.map((path) => readEnd(path, endBytes)?.toString('base64url') ?? 'none'),

    keep(jws: string): void {
      const draft = `${cachePath}.new`;
      try {
        writeFileSync(draft, jws, { mode: 0o600 });
        renameSync(draft, cachePath);
      } catch (error) {
        // The list is at hand all the same, and is fetched anew at the next start.
        log('directory-not-kept', error);
      }
    },
  };
}

function readIfThere(path: string): string | null {
  try {
    return readSmallFile(path, maxDirectoryBytes).toString('utf8').trim();
  } catch {
    // Missing or unreadable: there is no copy to start from, and the next one fetched replaces it.
    return null;
  }
}
