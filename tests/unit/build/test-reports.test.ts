/** The end of `npm test` names what failed, from the reports that Vitest and Playwright write. */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readReport } from '../../../build/test-reports.mjs';
import { projectFolder } from '../../../build/targets.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

function read(report: object) {
  const path = join(temporaryFolder(), 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return readReport(path);
}

const name = join(projectFolder, 'tests/unit/a.test.ts');

test('a failed test of Vitest is named with its file and the first line of why', () => {
  const report = {
    numPassedTests: 1,
    testResults: [
      {
        name,
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'one is one', failureMessages: [] },
          { status: 'failed', fullName: 'one is two', failureMessages: ['expected 1 to be 2\nat'] },
          { status: 'skipped', fullName: 'one is three', failureMessages: [] },
        ],
      },
    ],
  };
  const failed = ['tests/unit/a.test.ts › one is two: expected 1 to be 2'];
  expect(read(report)).toEqual({ passed: 1, failed });
});

test('a file that Vitest could not load is named', () => {
  const file = { name, status: 'failed', message: 'no such module', assertionResults: [] };
  expect(read({ numPassedTests: 0, testResults: [file] })).toEqual({
    passed: 0,
    failed: ['tests/unit/a.test.ts: no such module'],
  });
});

test('a failed test of Playwright is named with its project, at whatever depth it stands', () => {
  const passed = {
    title: 'a',
    file: 'e2e/a.test.ts',
    tests: [{ projectName: 'app', status: 'expected', results: [{}] }],
  };
  const results = [{ error: { message: '\u001B[31mtimeout\u001B[39m\nlog' } }];
  const broken = {
    title: 'b',
    file: 'e2e/a.test.ts',
    tests: [{ projectName: 'app', status: 'unexpected', results }],
  };
  const report = {
    stats: { expected: 1, flaky: 0 },
    suites: [{ specs: [passed], suites: [{ specs: [broken] }] }],
  };
  const failed = ['[app] e2e/a.test.ts › b: timeout'];
  expect(read(report)).toEqual({ passed: 1, failed });
});

test('what stopped Playwright outside its tests is named', () => {
  const report = {
    stats: { expected: 0, flaky: 0 },
    suites: [],
    errors: [{ message: 'no display' }],
  };
  expect(read(report)).toEqual({ passed: 0, failed: ['outside its tests: no display'] });
});

test('a part without a report has failed', () => {
  expect(readReport(join(temporaryFolder(), 'none.json')).failed).toEqual(['it left no report']);
});
