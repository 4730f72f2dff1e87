/** Whether the version that runs is the newest, by the signed directory. */
import type { AppRelease } from '../../../shared/protocol-values.ts';

/** `unknown`: nobody has said anything of the app. `tooOld`: older than the oldest that the vendor still wants to run. */
export type Standing = 'unknown' | 'newest' | 'older' | 'tooOld';

export function standing(running: string, release: AppRelease | null): Standing {
  if (release === null) return 'unknown';
  // Nobody can be asked to go to what is not there.
  if (!isOlder(running, release.version)) return 'newest';
  return isOlder(running, release.minimum) ? 'tooOld' : 'older';
}

/** The release, unless it is older than one that was seen before: then it is as none. */
export function notOlderThan(seen: string | null, release: AppRelease | null): AppRelease | null {
  if (release === null || seen === null) return release;
  return isOlder(release.version, seen) ? null : release;
}

/** By three numbers (SemVer 2.0 §11, without pre-releases). */
export function isOlder(version: string, than: string): boolean {
  const [ones, others] = [version.split('.').map(Number), than.split('.').map(Number)];
  const at = ones.findIndex((number, place) => number !== others[place]);
  return at >= 0 && (ones[at] ?? 0) < (others[at] ?? 0);
}
