/** What each event makes of each step of an update. */
import { expect, test } from 'vitest';
import { afterEvent } from '../../../electron/core/update/update-progress.ts';
import type { UpdateEvent, UpdateProgress } from '../../../electron/core/update/update-progress.ts';

const version = '2.0.0';
const idle: UpdateProgress = { step: 'idle' };
const begun: UpdateProgress = { step: 'fetching', version, percent: 0 };
const fetching: UpdateProgress = { step: 'fetching', version, percent: 40 };
const failed: UpdateProgress = { step: 'failed', version, code: 'update-unreachable' };
const ready: UpdateProgress = { step: 'ready', version, isAgreed: false };
const agreed: UpdateProgress = { step: 'ready', version, isAgreed: true };
const restarting: UpdateProgress = { step: 'restarting', version };
const all = { idle, fetching, failed, ready, agreed, restarting };
const notInstalled: UpdateProgress = { step: 'failed', version, code: 'update-not-installed' };

/** Each step that an event changes, and what comes of it; all others stay. */
const table: [UpdateEvent, Partial<Record<keyof typeof all, UpdateProgress>>][] = [
  [
    { event: 'offered', version },
    { idle: begun, failed: begun },
  ],
  [
    { event: 'offered', version: '3.0.0' },
    Object.fromEntries(
      ['idle', 'fetching', 'failed', 'ready', 'agreed'].map((step) => [
        step,
        { step: 'fetching', version: '3.0.0', percent: 0 },
      ]),
    ),
  ],
  [{ event: 'withdrawn' }, { fetching: idle, failed: idle, ready: idle, agreed: idle }],
  [{ event: 'received', percent: 41 }, { fetching: { step: 'fetching', version, percent: 41 } }],
  [{ event: 'fetched' }, { fetching: ready }],
  [
    { event: 'failed', code: 'update-not-installed' },
    { fetching: notInstalled, ready: notInstalled, agreed: notInstalled, restarting: notInstalled },
  ],
  [{ event: 'agreed' }, { ready: agreed }],
  [{ event: 'disagreed' }, { agreed: ready }],
  [{ event: 'restarting' }, { agreed: restarting }],
];

test.each(table)('%j changes these steps and no other', (event, changes) => {
  for (const [name, step] of Object.entries(all)) {
    const expected = changes[name as keyof typeof all] ?? step;
    expect([name, afterEvent(step, event)]).toEqual([name, expected]);
  }
});

test('without the customer’s word nothing leads to a restart', () => {
  const events = table.map(([event]) => event).filter(({ event }) => event !== 'agreed');
  const reached = new Set<string>([JSON.stringify(idle)]);
  for (const each of reached) {
    for (const event of events) {
      reached.add(JSON.stringify(afterEvent(JSON.parse(each) as UpdateProgress, event)));
    }
  }
  expect([...reached].filter((each) => each.includes('restarting'))).toEqual([]);
  expect(reached.size).toBeGreaterThan(4);
});
