/** What a command of the vendor's tool gets, without a process around it. */
import type { Context } from '../../../build/vendor/command.ts';
import { en } from '../../../build/vendor/text/en.ts';

export const vendorContext = (change: Partial<Context> = {}): Context => ({
  t: en,
  language: 'en',
  args: [],
  options: {},
  now: () => Date.parse('2026-07-01T00:00:00Z'),
  secret: () => Promise.reject(new Error('nobody is asked')),
  print: () => undefined,
  warn: () => undefined,
  ...change,
});
