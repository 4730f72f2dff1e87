/** The institution's policy out of what the system has of it: each value by itself, and a bad one costs no other. */
import { policyNames } from '../../../shared/contract.ts';
import type { PolicyName, ToldPolicy } from '../../../shared/contract.ts';
import type { Bound } from '../../../shared/state.ts';
import type { Log } from '../../core/log.ts';
import { policyTable } from './policy-table.ts';
import type { Policy } from './policy-table.ts';

/** As a system has it, before anything of it is believed. `trouble`: what there is could not be used at all. */
export type PolicySource = {
  from: 'registry' | 'profile' | 'file';
  values: Record<string, unknown>;
  trouble: 'unreadable' | 'unprotected' | null;
};

export type ReadPolicy = {
  policy: Policy;
  problems: ToldPolicy['problems'];
  trouble: PolicySource['trouble'];
};

/** @param takesLoopback an address on this very machine, where a demo's bank runs */
export function readPolicy(
  source: PolicySource,
  { takesLoopback, log }: { takesLoopback: boolean; log: Log },
): ReadPolicy {
  const { values, trouble } = source;
  const read: Record<string, unknown> = {};
  const problems: ReadPolicy['problems'] = [];
  if (trouble !== null) log(`policy-${trouble}`);
  for (const [given, value] of Object.entries(values)) {
    const name = nameOf(given, source.from);
    if (name === undefined) {
      problems.push({ name: sayable(given), kind: 'unknown' });
      log('policy-unknown');
      continue;
    }
    const found = policyTable[name].schema.safeParse(plain(name, value, source.from));
    const isLoopback = typeof found.data === 'string' && found.data.startsWith('http:');
    if (found.success && (takesLoopback || !isLoopback)) {
      read[name] = found.data;
    } else {
      problems.push({ name, kind: 'refused' });
      log(`policy-refused-${name}`);
    }
  }
  return { policy: read, problems, trouble };
}

/** The registry knows no difference between large and small letters. */
function nameOf(given: string, from: PolicySource['from']): PolicyName | undefined {
  const same = (name: string) => name.toLowerCase() === given.toLowerCase();
  return policyNames.find((name) => name === given || (from === 'registry' && same(name)));
}

/** A name that is none of ours can hold anything, and goes on the screen. */
const sayable = (name: string): string | null =>
  /^[A-Za-z0-9_.-]{1,40}$/.test(name) ? name : null;

/** As JSON would have it: the registry knows no `true`, and neither it nor a profile's text fields a key. */
function plain(name: PolicyName, value: unknown, from: PolicySource['from']): unknown {
  const { kind } = policyTable[name];
  if (kind === 'switch' && from === 'registry' && (value === 0 || value === 1)) return value === 1;
  if (kind === 'keys' && from !== 'file' && Array.isArray(value)) return value.map(parsed);
  return value;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    // No key, which the schema says of it.
    return value;
  }
}

/** What the customer can't choose any more. */
export function boundBy(policy: Policy): Bound[] {
  const { passcodeRequired, copyingAllowed, readAloudAllowed } = policy;
  return [
    ...(policy.language === undefined ? [] : (['language'] as const)),
    ...(policy.autoLockMinutes === undefined ? [] : (['autoLockMinutes'] as const)),
    ...(passcodeRequired === true ? (['passcode'] as const) : []),
    ...(copyingAllowed === false ? (['copying'] as const) : []),
    ...(readAloudAllowed === false ? (['readAloud'] as const) : []),
  ];
}

/** For A16; null where nobody has set anything. */
export function toldOf({ policy, problems, trouble }: ReadPolicy): ToldPolicy | null {
  const members = policyNames.flatMap((name) => {
    const value = policy[name];
    if (value === undefined) return [];
    // Of keys, how many: what they are can't be compared by eye.
    return [{ name, value: Array.isArray(value) ? value.length : value }];
  });
  const isNone = members.length + problems.length === 0 && trouble === null;
  return isNone ? null : { members, problems };
}
