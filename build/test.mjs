/** `npm test`: set-up, build, every check and every test. Its last line is the sum: `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { nodeOf } from './setup/npm-packages.mjs';
import { projectFolder, setUp, stop } from './setup/setup.mjs';

const reports = mkdtempSync(join(tmpdir(), 'desktop-token-test-'));

/**
 * One npm script, its output as it is. `report` is the file in which it counts its tests.
 * @typedef {{ script: string, args?: string[], report?: string }} Part
 * @type {Part[]}
 */
const parts = [
  { script: 'build' },
  { script: 'types' },
  { script: 'lint' },
  { script: 'format' },
  ...['unit', 'integration', 'postgres', 'faults'].map((script) => {
    const report = join(reports, `${script}.json`);
    const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return { script, args, report };
  }),
  { script: 'e2e', args: ['--reporter=list,json'], report: join(reports, 'e2e.json') },
];

/**
 * A part that broke without a failed test counts as one failure.
 * @param {Part} part
 * @returns {{ passed: number, failed: number }}
 */
function runPart({ script, args = [], report }) {
  console.log(`\n──── ${script}`);
  const { status } = spawnSync('npm', ['run', '--silent', script, '--', ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      // The first time, this process runs on the machine's own Node.
      PATH: `${dirname(nodeOf(projectFolder))}${delimiter}${process.env.PATH}`,
      ...(report === undefined ? {} : { PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    },
    shell: process.platform === 'win32',
  });
  const counted = report === undefined ? { passed: 0, failed: 0 } : count(report);
  return { passed: counted.passed, failed: status === 0 ? counted.failed : counted.failed || 1 };
}

/** @param {string} report */
function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { stats, numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return stats === undefined
    ? { passed: numPassedTests, failed: numFailedTests }
    : { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

try {
  await setUp({ virtualDisplay: true, keyRing: true, tests: true });
} catch (error) {
  stop(error);
}
const results = parts.map(runPart);
rmSync(reports, { recursive: true });
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
