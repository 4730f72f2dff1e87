/** Limits as options of a command line: `activationsPerAddress` is `--activations-per-address`. */
import * as z from 'zod';
import { limitTable } from '../rules.ts';
import type { LimitName, Limits } from '../rules.ts';

export function optionOf(name: LimitName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Of the help. */
export function limitLines(names: readonly LimitName[]): string {
  return names
    .map((name) => {
      const [usual, what] = limitTable[name];
      return `  ${`--${optionOf(name)} <n>`.padEnd(33)}${what} (${usual})`;
    })
    .join('\n');
}

/** For parseArgs. */
export function limitOptions(names: readonly LimitName[]): Record<string, { type: 'string' }> {
  return Object.fromEntries(names.map((name) => [optionOf(name), { type: 'string' } as const]));
}

export const LimitValues = z.record(
  z.string(),
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'not a number from 1 to 999999999')
    .transform(Number)
    .optional(),
);

/** Of all that was given, what is to be parsed by LimitValues. */
export function givenLimits(names: readonly LimitName[], given: object): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(given));
  return Object.fromEntries(names.map((name) => [optionOf(name), values.get(optionOf(name))]));
}

/** Those that were set. */
export function limitsOf(
  names: readonly LimitName[],
  values: z.infer<typeof LimitValues>,
): Partial<Limits> {
  const set = names.flatMap((name) => {
    const count = values[optionOf(name)];
    return count === undefined ? [] : [[name, count] as const];
  });
  return Object.fromEntries(set);
}
