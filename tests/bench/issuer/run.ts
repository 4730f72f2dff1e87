/** `npm run bench:issuer`: builds the half that measures, which is a program of its own, and runs it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const projectFolder = join(import.meta.dirname, '../../..');
const run = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' });

run('tests/bench/built.mjs', 'tests/bench/issuer/issuer-bench.ts');
run('out/bench/issuer-bench/issuer-bench.js', ...process.argv.slice(2));
