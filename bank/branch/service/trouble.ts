/** What the page says where the issuing service has not done, or not answered, what it was asked. */
import type { BackOfficeError, BackOfficeErrorCode } from '../../back-office/back-office-error.ts';
import { refuse } from '../../site/problem.ts';
import type { Problem } from '../../site/problem.ts';
import { problemText as t } from '../pages/text.ts';

/** Those that pass by themselves; any other means that this page is set up wrongly. */
const passing = new Set<BackOfficeErrorCode>([
  'no-answer',
  'unreadable-answer',
  'internal-error',
  'unavailable',
  'too-many-requests',
]);

export function troubleOf({ code, retryAfterSeconds }: BackOfficeError): Problem {
  if (!passing.has(code)) return refuse(t.misconfigured, t.misconfiguredLead);
  const problem = refuse(
    t.busy,
    t.busyLead(retryAfterSeconds === null ? null : retryAfterSeconds * 1000),
  );
  return retryAfterSeconds === null ? problem : { ...problem, retryAfterSeconds };
}

/** Whether something may have been done all the same. */
export const isUnknown = ({ code }: BackOfficeError): boolean =>
  code === 'no-answer' || code === 'unreadable-answer';
