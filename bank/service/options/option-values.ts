/** How the values of options are read, each with what is said of a wrong one. */
import * as z from 'zod';
import { readTrustedProxies } from '../peer.ts';

export const Text = z.string().regex(/\S/, 'empty');

/** Decimal digits alone: what JavaScript takes for a number besides (nothing, 1e2, 0x10) was mistyped. */
const decimal = (least: number, most: number, wrong: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, wrong)
    .transform(Number)
    .pipe(z.number().min(least, wrong).max(most, wrong));

export const Port = decimal(0, 65_535, 'not a port from 0 to 65535');
export const Seconds = decimal(0, 3600, 'not a number of seconds from 0 to 3600');
export const Count = decimal(1, 1_000_000, 'not a number from 1 to 1000000');

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
