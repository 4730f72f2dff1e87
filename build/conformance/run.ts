/** Makes the checks one after the other. */
import { NotTried, Wrong } from './check.ts';
import type { Check, Reason } from './check.ts';
import { allChecks } from './checks/all.ts';
import type { Subject } from './checks/all.ts';
import type { Kit } from './kit.ts';

export type Result = Pick<Check, 'name' | 'section'> & { subject: Subject; tookMs: number } & (
    | { is: 'passed' }
    | { is: 'failed'; due: string; came: string }
    | { is: 'not-tried'; reason: Reason; detail: string }
  );

/** Nothing answers at all: there is nothing to check. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * `named` are checks or subjects; none is all of them. Throws an Unreachable where no request is answered, and an Ended where
 * `kit.ended` says so, once what was to be undone is undone.
 */
export async function runChecks(
  kit: Kit,
  named: readonly string[] = [],
  told: (result: Result) => void = () => undefined,
): Promise<Result[]> {
  const chosen = allChecks.filter(
    ({ name, subject }) => named.length === 0 || named.includes(name) || named.includes(subject),
  );
  const results: Result[] = [];
  await knock(kit);
  for (const check of chosen) {
    kit.ended?.throwIfAborted();
    const { name, section, subject } = check;
    const began = performance.now();
    const ended = await endOf(kit, check);
    const tookMs = Math.round(performance.now() - began);
    const result: Result = { name, section, subject, tookMs, ...ended };
    results.push(result);
    told(result);
  }
  return results;
}

/** Whatever it answers: that there is somebody. */
async function knock(kit: Kit): Promise<void> {
  try {
    await kit.sendOnce({ method: 'GET', path: '/time' });
  } catch (cause) {
    kit.ended?.throwIfAborted();
    throw new Unreachable(kit.institution.issuerUrl, { cause });
  }
}

type End =
  | { is: 'passed' }
  | { is: 'failed'; due: string; came: string }
  | { is: 'not-tried'; reason: Reason; detail: string };

async function endOf(kit: Kit, { needs = [], run }: Check): Promise<End> {
  const missing = needs.find((deed) => !kit.deeds.can(deed));
  if (missing !== undefined) return { is: 'not-tried', reason: 'no-deed', detail: missing };
  try {
    await run(kit);
    return { is: 'passed' };
  } catch (error) {
    if (error instanceof Wrong) return { is: 'failed', due: error.due, came: error.came };
    if (error instanceof NotTried) {
      return { is: 'not-tried', reason: error.reason, detail: error.detail };
    }
    if (!isNetworkFault(error)) throw error;
    // Nobody is there any more: whatever came after would say nothing of the server.
    if (isRefused(error)) throw new Unreachable(kit.institution.issuerUrl, { cause: error });
    // An answer that does not come whole within twenty seconds is wrong, and the next check goes on.
    return { is: 'failed', due: '≤ 20 s', came: 'no answer' };
  }
}

/** As fetch throws them, and a signal that gave up. */
const isNetworkFault = (error: unknown) =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof TypeError && error.message === 'terminated') ||
  (error instanceof DOMException && error.name === 'TimeoutError');

function isRefused(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED';
}
