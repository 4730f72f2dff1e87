/** The report as CI systems read it: a suite for each subject. */
import { subjects } from '../checks/all.ts';
import type { Result } from '../run.ts';
import type { ConformanceText } from '../text/ja.ts';
import { countsOf } from './text-report.ts';

export function junitReport(results: readonly Result[], t: ConformanceText): string {
  const suites = Object.keys(subjects)
    .map((subject) => results.filter((result) => result.subject === subject))
    .filter((of) => of.length > 0)
    .map((of) => suite(of, t));
  const counts = attributes({ name: 'conformance', ...totals(results) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n${suites.join('')}</testsuites>\n`;
}

function suite(results: readonly Result[], t: ConformanceText): string {
  const name = results[0]?.subject ?? '';
  const cases = results.map((result) => testCase(result, t)).join('');
  return `  <testsuite ${attributes({ name, ...totals(results) })}>\n${cases}  </testsuite>\n`;
}

function testCase(result: Result, t: ConformanceText): string {
  const { name, section, subject, tookMs } = result;
  const head = `    <testcase ${attributes({ classname: `${subject}: ${section}`, name: `${name}: ${t.checks[name]}`, time: tookMs / 1000 })}`;
  if (result.is === 'passed') return `${head}/>\n`;
  const inside =
    result.is === 'failed'
      ? `<failure ${attributes({ message: result.came, type: name })}>${escaped(`${result.due}\n${t.section(section)}`)}</failure>`
      : `<skipped ${attributes({ message: t.why(result.reason, result.detail) })}/>`;
  return `${head}>${inside}</testcase>\n`;
}

function totals(results: readonly Result[]) {
  const { failed, notTried } = countsOf(results);
  const time = results.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000;
  return { tests: results.length, failures: failed, skipped: notTried, time };
}

const attributes = (of: Record<string, string | number>) =>
  Object.entries(of)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ');

/** What XML 1.0 can't carry is left out: it came from the server. */
const escaped = (text: string) =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
