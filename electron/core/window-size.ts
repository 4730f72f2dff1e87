/**
 * How large the window is: as large as the customer made it at 100 %, enlarged with the text, and never
 * larger than what its display leaves beside task bars and the window's own frame.
 */

export type Size = { width: number; height: number };
export type Rectangle = Size & { x: number; y: number };
/** One display at least, the primary one first, each without task bars and menus. */
export type WorkAreas = readonly [Rectangle, ...Rectangle[]];

export const usualSize: Size = { width: 400, height: 720 };
/** By hand it can be made as small as this. */
export const smallestSize: Size = { width: 360, height: 560 };
/** Of the page in the mini window, which shows the code and little else; with larger text as much larger. */
export const miniSize: Size = { width: 320, height: 200 };

export type Frame = { top: number; right: number; bottom: number; left: number };

/** What is left for the page where the window manager draws its frame around our bounds. */
export function insideFrame(area: Rectangle, frame: Frame): Rectangle {
  return {
    x: area.x + frame.left,
    y: area.y + frame.top,
    width: area.width - frame.left - frame.right,
    height: area.height - frame.top - frame.bottom,
  };
}

/** What the window can be made smaller to by hand: less where the display is small. */
export function leastSize(area: Size, smallest = smallestSize): Size {
  return {
    width: Math.min(smallest.width, area.width),
    height: Math.min(smallest.height, area.height),
  };
}

/** Moved and made smaller until it lies whole in the area; made larger where it is less than the least. */
export function fitInto(area: Rectangle, bounds: Rectangle, smallest = smallestSize): Rectangle {
  const least = leastSize(area, smallest);
  const width = Math.min(Math.max(bounds.width, least.width), area.width);
  const height = Math.min(Math.max(bounds.height, least.height), area.height);
  return {
    width,
    height,
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
  };
}

export function enlarged({ width, height }: Size, textPercent: number): Size {
  return {
    width: Math.round((width * textPercent) / 100),
    height: Math.round((height * textPercent) / 100),
  };
}

/** Grown about its middle, so that it stays where the eye has it. */
export function resizedTo(bounds: Rectangle, { width, height }: Size): Rectangle {
  return {
    x: Math.round(bounds.x + (bounds.width - width) / 2),
    y: Math.round(bounds.y + (bounds.height - height) / 2),
    width,
    height,
  };
}

/** What is shown of the customer's own bounds (those at 100 %) with larger text. */
export function shownBounds(
  own: Rectangle,
  textPercent: number,
  areas: WorkAreas,
  smallest = smallestSize,
): Rectangle {
  const grown = resizedTo(own, enlarged(own, textPercent));
  return fitInto(mostCovered(own, areas), grown, smallest);
}

/** Scaled displays and window managers round. */
const roundingPixels = 2;

/**
 * The customer's own bounds after what was shown of them may have been moved or resized by hand. What she
 * left alone is as it was, however much of it the display could show.
 */
export function ownBounds(
  own: Rectangle,
  shown: { bounds: Rectangle; textPercent: number },
  now: Rectangle,
): Rectangle {
  const { bounds, textPercent } = shown;
  const same = (key: keyof Rectangle) => Math.abs(now[key] - bounds[key]) <= roundingPixels;
  const size = {
    width: same('width') ? own.width : Math.round((now.width * 100) / textPercent),
    height: same('height') ? own.height : Math.round((now.height * 100) / textPercent),
  };
  const isUntouched = same('x') && same('y') && same('width') && same('height');
  return isUntouched ? own : resizedTo(now, size);
}

export function isInside(bounds: Rectangle, area: Rectangle): boolean {
  return (
    bounds.x >= area.x &&
    bounds.y >= area.y &&
    bounds.x + bounds.width <= area.x + area.width &&
    bounds.y + bounds.height <= area.y + area.height
  );
}

/** The display that most of the window is on. */
export function mostCovered(bounds: Rectangle, areas: WorkAreas): Rectangle {
  return areas.reduce((best, area) =>
    overlap(bounds, area) > overlap(bounds, best) ? area : best,
  );
}

function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}
