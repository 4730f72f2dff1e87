/** `npm run bench:issuer -- --smoke`: the benchmark runs and prints its tables. What it costs is measured on a quiet machine alone, never here. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { built } from '../fakes/built.ts';

const run = promisify(execFile);

it('the benchmark of the issuing service measures three routes, forgetting, and what stands on the disk', async () => {
  built('issuer/main.js');
  const { stdout } = await run(process.execPath, ['tests/bench/issuer/run.ts', '--smoke']);
  for (const route of ['bare indexed read', 'one-time password', 'activation']) {
    expect(stdout.split(route)).toHaveLength(3);
  }
  expect(stdout).toMatch(/forgetting \d+ events a second, \d+ codes a second are taken/);
  for (const each of ['tokens', 'contracts', 'issues', 'audit_from_0', 'contracts_pkey']) {
    expect(stdout).toContain(`'${each}'`);
  }
});
