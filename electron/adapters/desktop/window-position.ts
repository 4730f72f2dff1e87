/** Remembers where the window stands, for each set of displays apart. */
import type { Screen } from 'electron';
import * as z from 'zod';
import { displaySet, openingBounds } from '../../core/window-position.ts';
import { insideFrame } from '../../core/window-size.ts';
import type { Frame, Rectangle, WorkAreas } from '../../core/window-size.ts';
import type { WindowShape } from '../../../shared/state.ts';
import type { JsonFile } from '../files/json-file.ts';
import type { Log } from '../../core/log.ts';

const SavedBounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const longestDesk = 400;

/** A laptop and its desks, with two places each; the oldest is forgotten beyond that. */
const mostPlaces = 40;

/** Each desk by itself. A position that can't be read is no loss: the window opens in the middle. */
function readPositions(content: unknown): Record<string, Rectangle> {
  const found = z.record(z.string(), z.unknown()).safeParse(content).data ?? {};
  const read = Object.entries(found).flatMap(([desk, bounds]) => {
    const parsed = SavedBounds.safeParse(bounds);
    return parsed.success && desk.length <= longestDesk ? [[desk, parsed.data] as const] : [];
  });
  return Object.fromEntries(read.slice(-mostPlaces));
}

export type WindowPositions = ReturnType<typeof openWindowPositions>;

export type Displays = Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;

/**
 * Under X11 the title bar stands outside of a window's bounds, and nobody says how high it is: as high as GNOME's,
 * which is the highest. On Windows and macOS it is part of them.
 */
const frame: Frame =
  process.platform === 'linux'
    ? { top: 38, right: 4, bottom: 6, left: 4 }
    : { top: 0, right: 0, bottom: 0, left: 0 };

export function workAreasOf(screen: Displays): WorkAreas {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [
    insideFrame(primary.workArea, frame),
    ...others.map(({ workArea }) => insideFrame(workArea, frame)),
  ];
}

/** All bounds are the customer's own: those at 100 % text. */
export function openWindowPositions(ports: { file: JsonFile; screen: Displays; log: Log }) {
  const { file, screen } = ports;
  let saved = readPositions(file.read());
  const desk = () => displaySet(screen.getAllDisplays().map(({ bounds }) => bounds));
  /** Each shape has its own. */
  const placeOf = (shape: WindowShape) => (shape === 'mini' ? `mini ${desk()}` : desk());

  return {
    forOpening: (start: 'remembered' | 'center' | 'right'): Rectangle =>
      openingBounds(start, saved[desk()], workAreasOf(screen)),

    /** Undefined before it was ever left on these displays. */
    ofMini: (): Rectangle | undefined => saved[placeOf('mini')],

    /** That it can't be kept is no reason not to close. */
    keep(shape: WindowShape, own: Rectangle): void {
      const place = placeOf(shape);
      const { [place]: _, ...others } = saved;
      const kept = Object.entries(others).slice(1 - mostPlaces);
      saved = { ...Object.fromEntries(kept), [place]: own };
      try {
        file.write(saved);
      } catch (error) {
        ports.log('window-position-not-kept', error);
      }
    },
  };
}
