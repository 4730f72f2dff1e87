/**
 * `npm run supply`: asks the registry whether what the lockfile names is signed as it was published, and whether a hole of weight is
 * known in it. Where it gives no answer in time this is a failure with a sentence: nothing was shown then.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { projectFolder } from '../setup/setup.mjs';

const questions = [
  ['audit', 'signatures'],
  ['audit', '--audit-level=high'],
];

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '300' } } });
for (const args of questions) ask(args, Number(values.seconds));

/** Ends with a sentence where the answer is bad, and where there is none. */
function ask(args: string[], seconds: number): void {
  const { status, error } = spawnSync('npm', args, {
    cwd: projectFolder,
    stdio: 'inherit',
    // npm asks three times, longer each time, where nobody answers.
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    // npm is a command file on Windows.
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const question = `npm ${args.join(' ')}`;
  const isLate = error !== undefined && 'code' in error && error.code === 'ETIMEDOUT';
  console.error(
    isLate
      ? `The registry has not answered "${question}" within ${seconds} seconds: nothing is shown of what is installed. Ask again where the registry of the lockfile can be reached (docs/release.md).`
      : `"${question}" has failed; what it found, or why the registry could not answer, stands above. No release is made of that (docs/release.md).`,
  );
  process.exit(1);
}
