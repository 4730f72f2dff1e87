/** Whether the version that runs is the newest, by the signed directory. */
import type { AppRelease } from '../../shared/protocol-values.ts';

/** `unknown`: the directory says nothing of the app. `tooOld`: older than the oldest that the vendor still wants to run. */
export type Standing = 'unknown' | 'newest' | 'older' | 'tooOld';

export function standing(running: string, release: AppRelease | null): Standing {
  if (release === null) return 'unknown';
  if (isOlder(running, release.minimum)) return 'tooOld';
  return isOlder(running, release.version) ? 'older' : 'newest';
}

/** To be offered to the customer; null where there is none. */
export function newerVersion(running: string, release: AppRelease | null): string | null {
  const isNewer = ['older', 'tooOld'].includes(standing(running, release));
  return isNewer ? (release?.version ?? null) : null;
}

/** By three numbers (SemVer 2.0 §11, without pre-releases). */
function isOlder(version: string, than: string): boolean {
  const [ones, others] = [version.split('.').map(Number), than.split('.').map(Number)];
  const at = ones.findIndex((number, place) => number !== others[place]);
  return at >= 0 && (ones[at] ?? 0) < (others[at] ?? 0);
}
