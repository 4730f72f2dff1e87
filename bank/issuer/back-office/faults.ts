/** What is wrong in a request, in sentences: where, and what must be there; never what was. */
import type * as z from 'zod';
import type { Fault } from './problem.ts';

/** Of a body full of members that nobody knows the first are enough. */
const mostTold = 20;

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  object: 'an object',
  array: 'a list',
  tuple: 'a list',
  int: 'a whole number',
  number: 'a whole number',
};

/** Of whatever has no words of its own in schemas.ts: an error map of zod's. */
export function detailOf(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined
      ? 'is missing'
      : `must be ${types[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'too_small') return `must ${limit(issue.origin, issue.minimum, 'more')}`;
  if (issue.code === 'too_big') return `must ${limit(issue.origin, issue.maximum, 'less')}`;
  if (issue.code === 'invalid_value') return oneOf(issue.values);
  // Of which members there must be another one says.
  if (issue.code === 'invalid_union' && Array.isArray(issue['options'])) {
    return oneOf(issue['options']);
  }
  return 'is not as the description has it';
}

const oneOf = (values: readonly unknown[]) => `must be one of ${values.map(String).join(', ')}`;

function limit(origin: string, count: number | bigint, side: 'more' | 'less'): string {
  if (origin !== 'string') return `be ${count} or ${side}`;
  return `have ${count} character${count === 1 ? '' : 's'} or ${side === 'less' ? 'fewer' : side}`;
}

export function faultsIn({ issues }: z.ZodError): Fault[] {
  return issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((name) => ({
            pointer: pointerTo(issue.path, name),
            detail: 'is not known',
          }))
        : [{ pointer: pointerTo(issue.path), detail: issue.message }],
    )
    .slice(0, mostTold);
}

/** Of parameters of a query. */
export const standTwice = (names: readonly string[]): Fault[] =>
  names
    .slice(0, mostTold)
    .map((name) => ({ pointer: pointerTo([], name), detail: 'stands twice' }));

/** RFC 6901. A name that somebody else thought up stands in it if it is one. */
function pointerTo(path: readonly PropertyKey[], unknown?: string): string {
  const named = unknown !== undefined && /^[\w.-]{1,64}$/.test(unknown) ? [...path, unknown] : path;
  return named.map((part) => `/${String(part)}`).join('');
}
