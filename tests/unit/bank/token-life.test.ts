/** Every event in every state of a contract's token life. What is not in the table is refused. */
import { expect, it } from 'vitest';
import {
  currents,
  isLaterDayInJapan,
  lifeAfter,
  lifeEvents,
  nexts,
} from '../../../bank/issuer/tokens/token-life.ts';

/** current/next, then for each event allowed there the life after it. */
const table: Record<string, Partial<Record<(typeof lifeEvents)[number], string>>> = {
  'none/none': { issue: 'none/issued' },
  'none/issued': { issue: 'none/issued', deliver: 'none/delivered', endIssue: 'none/none' },
  'none/delivered': {
    issue: 'none/issued',
    deliver: 'none/delivered',
    confirm: 'none/confirmed',
    endIssue: 'none/none',
    start: 'inUse/none',
  },
  'none/confirmed': {
    issue: 'none/issued',
    confirm: 'none/confirmed',
    endIssue: 'none/none',
    start: 'inUse/none',
  },
  'inUse/none': {
    issue: 'inUse/issued',
    renew: 'inUse/none',
    suspend: 'suspended/none',
    release: 'released/none',
  },
  'inUse/issued': {
    issue: 'inUse/issued',
    deliver: 'inUse/delivered',
    endIssue: 'inUse/none',
    renew: 'inUse/issued',
    suspend: 'suspended/issued',
    release: 'released/none',
  },
  'inUse/delivered': {
    issue: 'inUse/issued',
    deliver: 'inUse/delivered',
    confirm: 'inUse/confirmed',
    endIssue: 'inUse/none',
    start: 'inUse/none',
    renew: 'inUse/delivered',
    suspend: 'suspended/delivered',
    release: 'released/none',
  },
  'inUse/confirmed': {
    issue: 'inUse/issued',
    confirm: 'inUse/confirmed',
    endIssue: 'inUse/none',
    start: 'inUse/none',
    renew: 'inUse/confirmed',
    suspend: 'suspended/confirmed',
    release: 'released/none',
  },
  'suspended/none': { renew: 'suspended/none', lift: 'inUse/none', release: 'released/none' },
  'suspended/issued': {
    deliver: 'suspended/delivered',
    endIssue: 'suspended/none',
    renew: 'suspended/issued',
    lift: 'inUse/issued',
    release: 'released/none',
  },
  'suspended/delivered': {
    deliver: 'suspended/delivered',
    confirm: 'suspended/confirmed',
    endIssue: 'suspended/none',
    renew: 'suspended/delivered',
    lift: 'inUse/delivered',
    release: 'released/none',
  },
  'suspended/confirmed': {
    confirm: 'suspended/confirmed',
    endIssue: 'suspended/none',
    renew: 'suspended/confirmed',
    lift: 'inUse/confirmed',
    release: 'released/none',
  },
  'released/none': { newDay: 'none/none' },
};

/** A released contract has nothing on its way: releasing ends it, and no issue can be made that day. */
const reachable = currents
  .flatMap((current) => nexts.map((next) => ({ current, next })))
  .filter(({ current, next }) => current !== 'released' || next === 'none');

const cases = reachable.flatMap((life) => lifeEvents.map((event) => ({ ...life, event })));

it.each(cases)('$current/$next, $event', ({ current, next, event }) => {
  const after = lifeAfter({ current, next }, event);
  expect(after && `${after.current}/${after.next}`).toBe(
    table[`${current}/${next}`]?.[event] ?? null,
  );
});

const minute = 60_000;
const midnightInJapan = Date.UTC(2026, 5, 15, 15, 0, 0);

it.each([
  ['a minute before midnight in Japan', midnightInJapan - minute, false],
  ['at midnight in Japan', midnightInJapan, true],
  ['a day later', midnightInJapan + 24 * 60 * minute, true],
  ['with the clock set back a day', midnightInJapan - 30 * 60 * minute, false],
])('a token released that evening: the next day has come %s', (_when, nowAt, expected) => {
  expect(isLaterDayInJapan(midnightInJapan - 3 * 60 * minute, nowAt)).toBe(expected);
});
