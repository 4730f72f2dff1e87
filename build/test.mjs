/** `npm test`: set-up, build, every check and every test. At its end it names what failed; its last line is the sum: `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { nodeOf } from './setup/npm-packages.mjs';
import { projectFolder, setUp, stop } from './setup/setup.mjs';
import { readReport } from './test-reports.mjs';

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
  ...['page', 'e2e'].map((script) => {
    return { script, args: ['--reporter=list,json'], report: join(reports, `${script}.json`) };
  }),
];

/**
 * What a part came to. `failed` names each test that failed, with the first line of why;
 * where the part broke without one, that counts as one.
 * @typedef {{ script: string, minutes: number, passed: number, failed: string[] }} Result
 * @param {Part} part
 * @returns {Result}
 */
function runPart({ script, args = [], report }) {
  console.log(`\n──── ${script}`);
  const startedAt = performance.now();
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
  const minutes = (performance.now() - startedAt) / 60_000;
  const { passed, failed } = report === undefined ? { passed: 0, failed: [] } : readReport(report);
  const broke = status !== 0 && failed.length === 0 ? [`it ended with ${status}`] : [];
  return { script, minutes, passed, failed: [...failed, ...broke] };
}

try {
  await setUp({ virtualDisplay: true, keyRing: true, tests: true });
} catch (error) {
  stop(error);
}
const results = parts.map(runPart);
rmSync(reports, { recursive: true });
console.log('\n──── all');
for (const { script, minutes, passed, failed } of results) {
  const counts = passed + failed.length === 0 ? '' : `: ${passed} passed, ${failed.length} failed`;
  console.log(`${script}${counts} (${minutes.toFixed(1)} minutes)`);
  for (const each of failed) console.log(`    ${each}`);
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed.length, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
