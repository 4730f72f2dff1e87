/** Puts a new AppImage in the place of the one that runs: whole, or not at all. */
import { chmodSync, rmSync } from 'node:fs';
import { AppError } from '../../../shared/errors.ts';
import { copySynced, moveIntoPlace } from '../files/durable-files.ts';
import { isWhole } from './fetch-file.ts';
import type { KnownFile } from './fetch-file.ts';

/**
 * Under the same name, since the customer's own starters lead there. What runs goes on in the old file until its end.
 * Throws AppError('update-not-installed'), with the old one in its place.
 */
export async function replaceAppImage(file: KnownFile, from: string, place: string): Promise<void> {
  const draft = `${place}.new`;
  try {
    // Both may lie on different disks: only a rename within one is all or nothing.
    copySynced(from, draft);
    chmodSync(draft, 0o755);
    // What is proved is what will be started.
    if (!(await isWhole(file, draft))) throw new AppError('update-refused');
    moveIntoPlace(draft, place);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new AppError('update-not-installed', { cause });
  }
}
