/** How the values of options are read, each with what is said of a wrong one. */
import * as z from 'zod';
import { readTrustedProxies } from '../peer.ts';

export const Text = z.string().min(1, 'empty');

export const Port = z.coerce
  .number('not a port')
  .int('not a port')
  .min(0, 'not a port')
  .max(65_535, 'not a port');

export const Seconds = z.coerce
  .number('not a number of seconds')
  .int('not a number of seconds')
  .min(0, 'not a number of seconds')
  .max(3600, 'more than an hour');

export const Count = z.coerce
  .number('not a number')
  .int('not a number')
  .min(1, 'not a number from 1 on')
  .max(1_000_000, 'more than a million');

export const Address = z.url({
  protocol: /^https?$/,
  error: 'not an address such as https://bank.example',
});

export const Addresses = z
  .string()
  .transform((list) => list.split(','))
  .pipe(z.array(Address));

export const Proxies = z.string().transform((list, issues) => {
  try {
    return readTrustedProxies(list);
  } catch {
    issues.addIssue('not addresses and networks such as 10.0.0.0/8,127.0.0.1');
    return z.NEVER;
  }
});

export const Version = z.string().regex(/^\d+\.\d+\.\d+$/, 'not a version such as 1.2.0');

/** Throws one sentence about the first option that is wrong. */
export function readValues<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const options = schema.safeParse(given);
  if (options.success) return options.data;
  const [issue] = options.error.issues;
  // Within a list the place in it is last.
  const name = issue?.path.findLast((part) => typeof part === 'string');
  throw new Error(`--${name}: ${issue?.message}`);
}
