/** The oldest app that the institution still gives tokens to. */
import type { Tenant } from '../tenant.ts';
import { Refusal } from './refusal.ts';

/** Throws a Refusal for an older one, and for one whose version can't be read. */
export function refuseOldApp({ institution }: Tenant, version: string, attemptId: string): void {
  if (isOlder(version, institution.oldestApp)) throw new Refusal('app-too-old', { attemptId });
}

/** By the three numbers alone; what stands behind them (`-beta.1`) makes no difference. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(than)];
  const index = a.findIndex((number, at) => number !== b[at]);
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}

function numbersOf(version: string): number[] {
  const [, ...numbers] = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(version) ?? [];
  return numbers.length === 0 ? [0, 0, 0] : numbers.map(Number);
}
