/**
 * What a code and its verification cost in instructions, which do not depend on the machine's load: counted by
 * valgrind's callgrind or by perf, without V8's compilers, whose threads would make each run another one.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build } from 'vite';
import { projectFolder } from '../../../build/targets.ts';
import { ceilings } from './ceilings.ts';

const tools = [
  {
    command: 'valgrind',
    args: ['--tool=callgrind', '--callgrind-out-file=/dev/null'],
    pattern: /Collected : (\d+)/,
  },
  {
    command: 'perf',
    args: ['stat', '-x,', '-e', 'instructions:u', '--'],
    pattern: /^(\d+),[^,]*,instructions/m,
  },
];
type Tool = (typeof tools)[number];

// What V8 draws by lot (its hash tables' order, when it collects) is the same in each run: else two runs differ by a fifth of a verification.
const alike = ['--hash-seed=7', '--random-seed=7', '--predictable-gc-schedule'];
const node = [process.execPath, '--jitless', '--single-threaded', ...alike];

function run({ command, args, pattern }: Tool, program: string[]): number | null {
  const { stderr, status } = spawnSync(command, [...args, ...node, ...program], {
    encoding: 'utf8',
    cwd: projectFolder,
  });
  const [, instructions] = pattern.exec(stderr ?? '') ?? [];
  return status === 0 && instructions !== undefined ? Number(instructions) : null;
}

const tool = tools.find((each) => run(each, ['-e', '0']) !== null);
// Inside the project, where the libraries that stay outside the bundle are found.
const outDir = join(projectFolder, 'out/counted');
const programs = ['codes', 'verifications'] as const;

beforeAll(async () => {
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20.18',
      rolldownOptions: {
        input: programs.map((name) => join(import.meta.dirname, `counted/${name}.ts`)),
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
});

test.for([
  { name: 'codes', count: 20, what: 'three codes, one of each algorithm' },
  { name: 'verifications', count: 100, what: 'a code that is taken at the bank' },
] as const)(
  '$what: no more instructions than before',
  { timeout: 300_000 },
  ({ name, count }, { skip }) => {
    if (tool === undefined) return skip('neither valgrind nor perf counts instructions here');
    const program = join(outDir, `${name}.mjs`);
    const [none, all] = [run(tool, [program, '0']), run(tool, [program, String(count)])];
    expect(none).toBeGreaterThan(0);
    const each = Math.round(((all ?? NaN) - (none ?? NaN)) / count);
    expect(each).toBeGreaterThan(0);
    expect(each).toBeLessThanOrEqual(ceilings.instructions[name]);
  },
);
