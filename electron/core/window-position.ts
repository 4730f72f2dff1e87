/** Where the window stands: remembered for each set of displays, and never off all of them. */
import { fitInto, mostCovered, usualSize } from './window-size.ts';
import type { Rectangle, WorkAreas } from './window-size.ts';

/** Tells one desk from another: the displays by size and place, in any order. */
export function displaySet(displays: Rectangle[]): string {
  return displays
    .map(({ x, y, width, height }) => `${width}x${height}+${x}+${y}`)
    .toSorted()
    .join(' ');
}

/**
 * The place to open at, at 100 % text. A place that was saved is moved and made smaller until it lies whole on
 * the display it covers most.
 */
export function openingBounds(
  start: 'remembered' | 'center' | 'right',
  saved: Rectangle | undefined,
  workAreas: WorkAreas,
): Rectangle {
  const size = { ...usualSize, ...(saved && { width: saved.width, height: saved.height }) };
  if (start === 'remembered' && saved !== undefined)
    return fitInto(mostCovered(saved, workAreas), saved);
  const [primary] = workAreas;
  const across = primary.width - size.width;
  const down = primary.height - size.height;
  return fitInto(primary, {
    ...size,
    x: primary.x + (start === 'right' ? across : Math.round(across / 2)),
    y: primary.y + (start === 'right' ? down : Math.round(down / 2)),
  });
}
