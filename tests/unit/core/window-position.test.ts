/** The window opens where it was, and never off the displays. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { displaySet, openingBounds } from '../../../electron/core/window-position.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const desk = { x: 1366, y: 0, width: 1920, height: 1040 };

test('the first time it opens in the middle of the primary display', () => {
  expect(openingBounds('remembered', undefined, [laptop])).toEqual({
    x: 483,
    y: 4,
    width: 400,
    height: 720,
  });
});

test('it opens where it was', () => {
  const saved = { x: 1500, y: 100, width: 500, height: 800 };
  expect(openingBounds('remembered', saved, [laptop, desk])).toEqual(saved);
});

test('in the corner it stands with the size it had', () => {
  const saved = { x: 0, y: 0, width: 420, height: 600 };
  expect(openingBounds('right', saved, [laptop])).toEqual({ ...saved, x: 946, y: 128 });
});

test('two sets of displays are told apart, whatever their order', () => {
  expect(displaySet([laptop, desk])).toBe(displaySet([desk, laptop]));
  expect(displaySet([laptop])).not.toBe(displaySet([laptop, desk]));
});

const place = fc.record({
  x: fc.integer({ min: -9999, max: 9999 }),
  y: fc.integer({ min: -9999, max: 9999 }),
  width: fc.integer({ min: 1, max: 9999 }),
  height: fc.integer({ min: 1, max: 9999 }),
});

test('whatever was saved, it lies whole on one of the displays', () => {
  const start = fc.constantFrom('remembered' as const, 'center' as const, 'right' as const);
  fc.assert(
    fc.property(start, place, (from, saved) => {
      const at = openingBounds(from, saved, [laptop, desk]);
      const inside = [laptop, desk].some(
        (area) =>
          at.x >= area.x &&
          at.y >= area.y &&
          at.x + at.width <= area.x + area.width &&
          at.y + at.height <= area.y + area.height,
      );
      expect(inside).toBe(true);
    }),
  );
});
