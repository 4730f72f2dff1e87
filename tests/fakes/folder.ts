/** A folder of its own for each test, gone when the test is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'desktop-token-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
