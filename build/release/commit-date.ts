/** The date that a build carries: that of its commit, so that whoever builds the same commit gets the same bytes. */
import { execFileSync } from 'node:child_process';

/** Whole seconds since 1970, for SOURCE_DATE_EPOCH; null outside a checkout. */
export function commitDate(projectFolder: string): string | null {
  try {
    return (
      execFileSync('git', ['log', '-1', '--format=%ct'], {
        cwd: projectFolder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || null
    );
  } catch {
    // No git, or sources without their history.
    return null;
  }
}
