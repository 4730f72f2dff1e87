/** A folder of its own for each test, gone when the test is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** `later` says when it may go. */
export function temporaryFolder(later: (remove: () => void) => void = onTestFinished): string {
  const path = mkdtempSync(join(tmpdir(), 'desktop-token-'));
  later(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
