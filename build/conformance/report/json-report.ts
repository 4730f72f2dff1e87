/** The report for programs. */
import type { Result } from '../run.ts';
import type { ConformanceText } from '../text/ja.ts';
import { countsOf } from './text-report.ts';

export function jsonReport(
  issuerUrl: string,
  results: readonly Result[],
  at: number,
  t: ConformanceText,
): string {
  const checks = results.map((result) => ({ ...result, title: t.checks[result.name] }));
  const document = 'docs/activation-protocol.md';
  const report = { issuerUrl, document, at, ...countsOf(results), checks };
  return `${JSON.stringify(report, null, 2)}\n`;
}
