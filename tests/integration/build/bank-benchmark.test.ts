/** `npm run bench:bank -- --smoke`: the benchmark runs and prints its tables. What it costs is measured on a quiet machine alone, never here. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it(
  'the benchmark of the bank measures three routes, then two under a flood, and ends its server',
  { timeout: 120_000 },
  async () => {
    const { stdout } = await run(process.execPath, ['tests/bench/bank.ts', '--smoke']);
    const [load = '', flood = ''] = stdout.split('one request at a time');
    const columns = [
      'per second',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'server CPU µs',
      'time, CPU of the bare route',
    ];
    for (const column of columns) expect(load).toContain(column);
    const figure = String.raw`\d+(?:\.\d+)?`;
    for (const route of ['bare route', 'one-time password', 'activation']) {
      expect(load).toMatch(new RegExp(`^${route}(?: +${figure}){5} +${figure}, ${figure} ×$`, 'm'));
    }
    for (const route of ['one-time password', 'activation']) {
      expect(flood).toMatch(new RegExp(`^${route}(?: +${figure}){6}$`, 'm'));
    }
  },
);
