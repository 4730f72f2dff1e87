/** The window is as large as the text asks, and never larger than its display. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import {
  enlarged as times,
  fitInto,
  insideFrame,
  leastSize,
  miniSize,
  ownBounds,
  resizedTo,
  shownBounds,
} from '../../../electron/core/window-size.ts';
import type { Rectangle } from '../../../electron/core/window-size.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
/** The same with everything at 150 %, in the pixels that a window is measured in. */
const enlarged = { x: 0, y: 0, width: 910, height: 485 };
const desk = { x: 1366, y: 0, width: 2560, height: 1400 };

const middle = { x: 483, y: 4, width: 400, height: 720 };
const onDesk = { x: 2000, y: 300, width: 400, height: 720 };

test.each([
  ['100 %', middle, 100, middle],
  ['125 %: as wide as the text is large', middle, 125, { x: 433, y: 0, width: 500, height: 728 }],
  ['200 %: no higher than the display', middle, 200, { x: 283, y: 0, width: 800, height: 728 }],
  ['300 %', middle, 300, { x: 83, y: 0, width: 1200, height: 728 }],
  ['200 % on a large display', onDesk, 200, { x: 1800, y: 0, width: 800, height: 1400 }],
  [
    'in a corner it stays in the corner',
    { x: 966, y: 8, width: 400, height: 720 },
    200,
    { x: 566, y: 0, width: 800, height: 728 },
  ],
] as [string, Rectangle, number, Rectangle][])('%s', (_case, own, textPercent, shown) => {
  expect(shownBounds(own, textPercent, [laptop, desk])).toEqual(shown);
});

test.each([
  [laptop, { width: 360, height: 560 }],
  [enlarged, { width: 360, height: 485 }],
  [
    { ...enlarged, width: 320 },
    { width: 320, height: 485 },
  ],
])('the least size is never more than the display: %j', (area, least) => {
  expect(leastSize(area)).toEqual(least);
  expect(fitInto(area, middle).height).toBeLessThanOrEqual(area.height);
});

const mini = resizedTo(middle, miniSize);

test.each([
  ['about the middle of the full one', 100, { x: 523, y: 264, width: 320, height: 200 }],
  ['200 %: as large as the text', 200, { x: 363, y: 164, width: 640, height: 400 }],
  ['300 %', 300, { x: 203, y: 64, width: 960, height: 600 }],
])('the mini window %s', (_case, textPercent, shown) => {
  const least = times(miniSize, textPercent);
  expect(shownBounds(mini, textPercent, [laptop, desk], least)).toEqual(shown);
});

test('the mini window is no larger than a small display, and never so small that it hides a part', () => {
  const least = times(miniSize, 300);
  const shown = shownBounds(mini, 300, [enlarged], least);
  expect(shown).toMatchObject({ width: 910, height: 485 });
  expect(leastSize(enlarged, least)).toEqual({ width: 910, height: 485 });
  const pressed = { ...mini, width: 100, height: 40 };
  expect(shownBounds(pressed, 100, [laptop], miniSize)).toMatchObject(miniSize);
});

test('a frame that is drawn around the window has its room', () => {
  const frame = { top: 38, right: 4, bottom: 6, left: 4 };
  expect(insideFrame(laptop, frame)).toEqual({ x: 4, y: 38, width: 1358, height: 684 });
});

test('a window that was resized at 200 % has the half at 100 %', () => {
  const bounds = shownBounds(middle, 200, [laptop]);
  const now = { ...bounds, width: 1000, height: 600 };
  expect(ownBounds(middle, { bounds, textPercent: 200 }, now)).toEqual({
    x: 533,
    y: 150,
    width: 500,
    height: 300,
  });
});

test('what a display could not show of a window is not forgotten', () => {
  const bounds = shownBounds(middle, 300, [laptop]);
  const now = { ...bounds, width: 900 };
  const own = ownBounds(middle, { bounds, textPercent: 300 }, now);
  expect(own).toMatchObject({ width: 300, height: 720 });
});

const bounds = fc.record({
  x: fc.integer({ min: -4000, max: 6000 }),
  y: fc.integer({ min: -4000, max: 6000 }),
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
});
const percent = fc.integer({ min: 100, max: 300 });

test('whatever its place and its text, it lies whole on one display', () => {
  fc.assert(
    fc.property(bounds, percent, (own, textPercent) => {
      const shown = shownBounds(own, textPercent, [enlarged, desk]);
      expect(
        [enlarged, desk].some(
          (area) =>
            shown.x >= area.x &&
            shown.y >= area.y &&
            shown.x + shown.width <= area.x + area.width &&
            shown.y + shown.height <= area.y + area.height,
        ),
      ).toBe(true);
    }),
  );
});

test('larger text and the usual again: the window is where and as it was, whatever is rounded', () => {
  const rounding = fc.integer({ min: -1, max: 1 });
  fc.assert(
    fc.property(bounds, percent, rounding, (own, textPercent, by) => {
      const shown = shownBounds(own, textPercent, [laptop, desk]);
      const now = { ...shown, width: shown.width + by, y: shown.y - by };
      expect(ownBounds(own, { bounds: shown, textPercent }, now)).toEqual(own);
    }),
  );
});
