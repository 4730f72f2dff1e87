/** Any row of changes and restarts leaves what the model says. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amount, compiled, faultPlace, figure } from './support/scratch.ts';

const rows = amount(25, 10_000);
const rowsPerProcess = amount(25, 250);
const program = join(import.meta.dirname, 'support/sequences.ts');

test(`${rows} rows of changes end as the model does`, { timeout: 7_200_000 }, () => {
  let done = 0;
  let changes = 0;
  while (done < rows) {
    const seed = String(done + 1);
    const args = [program, faultPlace(), String(rowsPerProcess), seed];
    // A difference ends the process with an error, which names the row and its seed.
    const output = execFileSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, ...compiled },
    });
    done += rowsPerProcess;
    changes += Number(output);
  }
  figure(`sequences ${done} with ${changes} changes, differences 0`);
  expect(changes).toBeGreaterThan(rows);
});
