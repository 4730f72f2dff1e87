/** What the reports in JSON of Vitest and Playwright say: how many tests passed, and which failed. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectFolder } from './setup/setup.mjs';

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} VitestTest
 * @typedef {{ name: string, status: string, message: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ numPassedTests: number, testResults: VitestFile[] }} VitestReport
 *
 * @typedef {{ projectName: string, status: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ file: string, title: string, tests: PlaywrightTest[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 * @typedef {{ stats: { expected: number, flaky: number }, suites: Suite[], errors?: { message?: string }[] }} PlaywrightReport
 *
 * @typedef {{ passed: number, failed: string[] }} Counted `failed` names each, with the first line of why.
 */

/**
 * @param {string} path
 * @returns {Counted}
 */
export function readReport(path) {
  if (!existsSync(path)) return { passed: 0, failed: ['it left no report'] };
  /** @type {VitestReport | PlaywrightReport} */
  const report = JSON.parse(readFileSync(path, 'utf8'));
  return 'stats' in report ? readPlaywright(report) : readVitest(report);
}

/**
 * @param {VitestReport} report
 * @returns {Counted}
 */
function readVitest({ numPassedTests, testResults }) {
  const failed = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(projectFolder, name);
    const tests = assertionResults.filter((each) => each.status === 'failed');
    // It could not even be loaded.
    if (status === 'failed' && tests.length === 0) return [`${file}${firstLine(message)}`];
    return tests.map((test) => `${file} › ${test.fullName}${firstLine(test.failureMessages[0])}`);
  });
  return { passed: numPassedTests, failed };
}

/**
 * @param {PlaywrightReport} report
 * @returns {Counted}
 */
function readPlaywright({ stats, suites, errors = [] }) {
  const failed = suites.flatMap(specsIn).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ projectName, results }) => {
        const message = results.findLast(({ error }) => error !== undefined)?.error?.message;
        return `[${projectName}] ${file} › ${title}${firstLine(message)}`;
      }),
  );
  const outside = errors.map(({ message }) => `outside its tests${firstLine(message)}`);
  return { passed: stats.expected + stats.flaky, failed: [...failed, ...outside] };
}

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
const specsIn = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsIn)];

/** @param {string | undefined} message */
function firstLine(message = '') {
  const [line = ''] = stripVTControlCharacters(message).trim().split('\n');
  return line === '' ? '' : `: ${line}`;
}
