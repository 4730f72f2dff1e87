/** The report for who reads it: by subject, with the document's section at each line that is not as it should be. */
import type { Result } from '../run.ts';
import type { ConformanceText } from '../text/ja.ts';

/** One line, and two more where something is wrong. */
export function lineOf(result: Result, t: ConformanceText): string {
  const { name, section } = result;
  const words = { passed: t.passed, failed: t.failed, 'not-tried': t.notTried }[result.is];
  const line = `  ${words}  ${name}  ${t.checks[name]}  [${section}]`;
  if (result.is === 'passed') return line;
  if (result.is === 'not-tried') return `${line}\n      ${t.why(result.reason, result.detail)}`;
  const due = result.due === '' ? [] : [t.due(result.due)];
  const details = [...due, t.came(result.came), t.section(section)];
  return [line, ...details.map((detail) => `      ${detail}`)].join('\n');
}

export function countsOf(results: readonly Result[]) {
  const count = (is: Result['is']) => results.filter((result) => result.is === is).length;
  return { passed: count('passed'), failed: count('failed'), notTried: count('not-tried') };
}

export function summaryOf(results: readonly Result[], t: ConformanceText): string {
  const { passed, failed, notTried } = countsOf(results);
  const verdict = failed === 0 ? t.conforms : t.doesNot;
  return `\n${t.summary(passed, failed, notTried)}\n${verdict}\n`;
}
