/** The app's own clock: offsets, jumps and sleep. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import {
  absorbJump,
  appTime,
  clockJump,
  measureOffset,
  reanchor,
  stepEnd,
  timeStep,
} from '../../../electron/core/clock.ts';
import { createClock } from '../../../electron/use-cases/clock.ts';

const day = 24 * 60 * 60 * 1000;

test('a step ends exactly where the next begins', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8_640_000_000_000 }), (at) => {
      const end = stepEnd(timeStep(at, 60), 60);
      expect(timeStep(end, 60)).toBe(timeStep(at, 60) + 1);
      expect(timeStep(end - 1, 60)).toBe(timeStep(at, 60));
    }),
  );
});

test('half of the round trip is taken to have passed since the institution read its clock', () => {
  expect(
    measureOffset({
      askedMonotonicMs: 100,
      answeredMonotonicMs: 300,
      answeredWallMs: 1_000_000,
      serverTime: 1_180_000,
    }),
  ).toBe(180_100);
});

test('a signed time that took five seconds proves nothing', () => {
  expect(
    measureOffset({
      askedMonotonicMs: 0,
      answeredMonotonicMs: 5000,
      answeredWallMs: 0,
      serverTime: 0,
    }),
  ).toBeNull();
});

test("moving the PC's clock does not move the app's", () => {
  const anchor = { wallMs: 1_000_000, monotonicMs: 50, offsetMs: 250 };
  const moved = absorbJump(anchor, 1_000_000 + 3_600_000, 1050);
  expect(clockJump(anchor, 1_000_000 + 3_600_000, 1050)).toBe(3_599_000);
  expect(appTime(moved, 2050)).toBe(appTime(anchor, 2050));
});

test("after sleep the PC's clock is followed, with the offset that it had", () => {
  const anchor = { wallMs: 1_000_000, monotonicMs: 50, offsetMs: 250 };
  expect(appTime(reanchor(anchor, 9_000_000, 60), 60)).toBe(9_000_250);
});

/** A clock whose PC clock and monotonic clock are turned by hand. */
function turnedByHand(wallMs = 10 * day) {
  const hand = { wallMs, monotonicMs: 0 };
  const events: string[] = [];
  const clock = createClock({
    wallMs: () => hand.wallMs,
    monotonicMs: () => hand.monotonicMs,
    log: (event) => events.push(event),
  });
  const pass = (ms: number) => {
    hand.wallMs += ms;
    hand.monotonicMs += ms;
  };
  const observe = (serverTime: number) =>
    clock.observe({
      askedMonotonicMs: hand.monotonicMs,
      answeredMonotonicMs: hand.monotonicMs,
      answeredWallMs: hand.wallMs,
      serverTime,
    });
  return { hand, clock, events, pass, observe };
}

test('without any signed time the PC is believed, and the state says that nothing was checked', () => {
  const { hand, clock } = turnedByHand();
  expect(clock.now()).toBe(hand.wallMs);
  expect(clock.state()).toEqual({
    offsetMs: null,
    checkedAt: null,
    doubt: 'unchecked',
    question: null,
  });
});

test('true time is told in whole milliseconds, whatever the monotonic clock counts', () => {
  const { hand, clock } = turnedByHand();
  hand.monotonicMs += 0.7;
  expect(Number.isInteger(clock.now())).toBe(true);
});

test('a PC that is three minutes fast is corrected by the first signed time', () => {
  const { hand, clock, observe } = turnedByHand();
  observe(hand.wallMs - 180_000);
  expect(clock.now()).toBe(hand.wallMs - 180_000);
  expect(clock.state().offsetMs).toBe(-180_000);
});

test('once measured, a jump of the PC clock is absorbed', () => {
  const { hand, clock, observe, pass } = turnedByHand();
  observe(hand.wallMs);
  const before = clock.now();
  hand.wallMs += 3_600_000;
  expect(clock.checkForJump()).toBe(true);
  pass(1000);
  expect(clock.now()).toBe(before + 1000);
});

test.each([
  ['ten years fast, and is set right', 0, 3650 * day, -3650 * day, 0],
  ['a day fast, and is set right', 0, day, -day, 0],
  ['a day slow, and is set right', 0, -day, day, 0],
  ['three minutes fast as it was before, and is set right', -180_000, 180_000, -180_000, 0],
  ['ten years slow as it was before, and is set right', 3650 * day, -3650 * day, 3650 * day, 0],
  ['three minutes fast as it was before, and is set a little', -180_000, 180_000, -5000, -175_000],
])(
  'without a signed time since the start, a PC that is %s is believed',
  (_name, savedOffsetMs, pcAheadMs, setByMs, offsetMs) => {
    const { hand, clock, pass } = turnedByHand(20 * 365 * day + pcAheadMs);
    clock.restore({ offsetMs: savedOffsetMs, checkedAt: 5 }, () => {});
    pass(1000);
    hand.wallMs += setByMs;
    expect(clock.checkForJump()).toBe(true);
    expect(clock.state()).toMatchObject({ offsetMs, doubt: 'unchecked' });
    expect(clock.now()).toBe(20 * 365 * day + 1000);
  },
);

test('a clock that only ticks is no jump', () => {
  const { clock, pass } = turnedByHand();
  pass(7 * day);
  expect(clock.checkForJump()).toBe(false);
});

test('a signed time more than a day away from the last is asked about, and taken after a yes', () => {
  const { hand, clock, observe, pass } = turnedByHand();
  observe(hand.wallMs);
  observe(hand.wallMs + 2 * day);
  expect(clock.now()).toBe(hand.wallMs);
  expect(clock.state().question).toEqual({ offsetMs: 2 * day });
  pass(5000);
  clock.accept();
  expect(clock.now()).toBe(hand.wallMs + 2 * day);
  expect(clock.state()).toMatchObject({ offsetMs: 2 * day, question: null, doubt: 'none' });
});

test('a question that a later answer contradicts is gone', () => {
  const { hand, clock, observe } = turnedByHand();
  observe(hand.wallMs);
  observe(hand.wallMs + 2 * day);
  observe(hand.wallMs + 1000);
  clock.accept();
  expect(clock.state()).toMatchObject({ offsetMs: 1000, question: null });
});

test('the first signed time is taken however far off the PC is', () => {
  const { hand, clock, observe } = turnedByHand();
  observe(hand.wallMs + 3650 * day);
  expect(clock.state()).toMatchObject({ offsetMs: 3650 * day, question: null });
});

test('a PC clock that was set right is believed when the institution agrees with it', () => {
  const { hand, clock, observe } = turnedByHand();
  clock.restore({ offsetMs: -3650 * day, checkedAt: 5 }, () => {});
  observe(hand.wallMs + 500);
  expect(clock.state()).toMatchObject({ offsetMs: 500, question: null });
});

test('a jump backwards is never taken for sleep', () => {
  const { hand, clock, observe, pass } = turnedByHand();
  observe(hand.wallMs);
  const before = clock.now();
  hand.wallMs -= 7_200_000;
  clock.checkForJump();
  pass(1000);
  clock.resumed();
  expect(clock.now()).toBe(before + 1000);
});

test('sleep that the system tells of too late is no clock set forward', () => {
  const { hand, clock, observe, pass } = turnedByHand();
  observe(hand.wallMs - 90_000);
  hand.wallMs += 28_800_000;
  clock.checkForJump();
  pass(300);
  clock.resumed();
  expect(clock.now()).toBe(hand.wallMs - 90_000);
});

test.each([
  ['of its end too', true],
  ['of its beginning alone', false],
])('sleep is noticed by the next tick where the system tells %s', (_what, resumes) => {
  const { hand, clock, observe, pass } = turnedByHand();
  observe(hand.wallMs - 90_000);
  clock.suspended();
  pass(3000);
  hand.wallMs += 3_600_000;
  expect(clock.checkForJump()).toBe(true);
  expect(clock.state().doubt).toBe('unchecked');
  if (resumes) clock.resumed();
  expect(clock.now()).toBe(hand.wallMs - 90_000);
  expect(clock.checkForJump()).toBe(false);
});

test('a PC that was to sleep and stayed awake has its clock watched as before', () => {
  const { hand, clock, observe, pass } = turnedByHand();
  observe(hand.wallMs);
  clock.suspended();
  pass(120_000);
  expect(clock.checkForJump()).toBe(false);
  const before = clock.now();
  hand.wallMs += 3_600_000;
  expect(clock.checkForJump()).toBe(true);
  expect(clock.now()).toBe(before);
});

test('a clock set back on the way to sleep is no sleep', () => {
  const { hand, clock, observe } = turnedByHand();
  observe(hand.wallMs);
  const before = clock.now();
  clock.suspended();
  hand.wallMs -= 3_600_000;
  expect(clock.checkForJump()).toBe(true);
  expect(clock.now()).toBe(before);
});

test('start, sleep and jump leave the clock unchecked until a signed time is seen', () => {
  const { hand, clock, observe } = turnedByHand();
  const doubts = [clock.state().doubt];
  const note = () => doubts.push(clock.state().doubt);
  observe(hand.wallMs);
  note();
  clock.resumed();
  note();
  observe(hand.wallMs);
  hand.wallMs += 10_000;
  clock.checkForJump();
  note();
  observe(hand.wallMs);
  note();
  expect(doubts).toEqual(['unchecked', 'none', 'unchecked', 'unchecked', 'none']);
});

test('a clock before the last check, or before the directory was made, is called wrong', () => {
  const { hand, clock } = turnedByHand();
  clock.hasPassed(hand.wallMs + 3_600_000);
  expect(clock.state().doubt).toBe('wrong');
  const other = turnedByHand();
  other.clock.restore({ offsetMs: 0, checkedAt: other.hand.wallMs + day }, () => {});
  expect(other.clock.state().doubt).toBe('wrong');
});

test('an answer that took five seconds settles nothing', () => {
  const { hand, clock } = turnedByHand();
  clock.observe({
    askedMonotonicMs: hand.monotonicMs,
    answeredMonotonicMs: hand.monotonicMs + 5000,
    answeredWallMs: hand.wallMs + 5000,
    serverTime: hand.wallMs,
  });
  expect(clock.state()).toMatchObject({ offsetMs: null, doubt: 'unchecked' });
});

test('the offset of the last run serves offline', () => {
  const { hand, clock } = turnedByHand();
  clock.restore({ offsetMs: -90_000, checkedAt: 5 }, () => {});
  expect(clock.now()).toBe(hand.wallMs - 90_000);
});

test('the offset is kept once, and again only when it has moved', () => {
  const { hand, clock, observe, pass } = turnedByHand();
  const kept: number[] = [];
  clock.restore(null, ({ offsetMs }) => kept.push(offsetMs));
  observe(hand.wallMs - 60_000);
  pass(5000);
  observe(hand.wallMs - 60_100);
  observe(hand.wallMs - 61_000);
  expect(kept).toEqual([-60_000, -61_000]);
});

test("an instant of true time is told as the PC's clock will show it", () => {
  const { hand, clock, observe } = turnedByHand();
  observe(hand.wallMs - 180_000);
  expect(clock.onPcClock(clock.now() + 10_000)).toBe(hand.wallMs + 10_000);
});
