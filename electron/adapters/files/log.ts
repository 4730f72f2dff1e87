/** The only log: numbered lines of event names and error codes, never a value. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../core/log.ts';

const maxBytes = 512 * 1024;

export function openLog(path: string, wallMs: () => number): Log {
  let number = Math.floor(wallMs() / 1000) % 1_000_000;
  return function log(event, cause) {
    number += 1;
    const line = [new Date(wallMs()).toISOString(), number, event, ...causes(cause)].join(' ');
    try {
      const found = statSync(path, { throwIfNoEntry: false });
      // Opening a pipe may never end; appending to anything but a file keeps nothing.
      if (found?.isFile() === false) throw new AppError('storage-failed');
      if (found !== undefined && found.size > maxBytes) renameSync(path, `${path}.1`);
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A log that can't be written (disk full, read-only folder) must not stop what it tells about.
      process.stderr.write(`${line}\n`);
    }
    return number;
  };
}

/**
 * The chain of causes as names and codes. Messages of foreign errors are left out: they can quote
 * what was being read.
 */
function causes(cause: unknown): string[] {
  const names: string[] = [];
  for (let error = cause; error instanceof Error && names.length < 5; error = error.cause) {
    const code = 'code' in error ? String(error.code) : '';
    const name = error instanceof AppError ? error.code : error.name;
    const detail = error instanceof AppError ? (error.reason ?? '') : code;
    const own = `${name}${detail && `(${detail})`}`;
    names.push(`< ${own.replace(/[^\w().-]/g, '').slice(0, 60)}`);
  }
  return names;
}
