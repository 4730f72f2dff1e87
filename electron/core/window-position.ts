/** Where the window stands: remembered for each set of displays, and never off all of them. */

export type Rectangle = { x: number; y: number; width: number; height: number };

export const usualSize = { width: 400, height: 720 };
export const leastSize = { width: 360, height: 560 };

/** Tells one desk from another: the displays by size and place, in any order. */
export function displaySet(displays: Rectangle[]): string {
  return displays
    .map(({ x, y, width, height }) => `${width}x${height}+${x}+${y}`)
    .toSorted()
    .join(' ');
}

/**
 * The place to open at. `workAreas` are the displays without task bars and menus, the primary one first.
 * A place that was saved is moved and made smaller until it lies whole on the display it covers most.
 */
export function openingBounds(
  start: 'remembered' | 'center' | 'right',
  saved: Rectangle | undefined,
  workAreas: [Rectangle, ...Rectangle[]],
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

function mostCovered(bounds: Rectangle, areas: [Rectangle, ...Rectangle[]]): Rectangle {
  return areas.reduce((best, area) =>
    overlap(bounds, area) > overlap(bounds, best) ? area : best,
  );
}

function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

function fitInto(area: Rectangle, bounds: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, leastSize.width), area.width);
  const height = Math.min(Math.max(bounds.height, leastSize.height), area.height);
  return {
    width,
    height,
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
  };
}
