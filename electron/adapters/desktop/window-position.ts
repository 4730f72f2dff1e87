/** Remembers where the window stands, for each set of displays apart. */
import type { BrowserWindow, Screen } from 'electron';
import * as z from 'zod';
import { displaySet, openingBounds } from '../../core/window-position.ts';
import type { Rectangle } from '../../core/window-position.ts';
import type { JsonFile } from '../files/json-file.ts';
import type { Log } from '../../core/log.ts';

const SavedBounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const longestDesk = 400;

/** A laptop and its desks; the oldest is forgotten beyond that. */
const mostDesks = 20;

/** Each desk by itself. A position that can't be read is no loss: the window opens in the middle. */
function readPositions(content: unknown): Record<string, Rectangle> {
  const found = z.record(z.string(), z.unknown()).safeParse(content).data ?? {};
  const read = Object.entries(found).flatMap(([desk, bounds]) => {
    const parsed = SavedBounds.safeParse(bounds);
    return parsed.success && desk.length <= longestDesk ? [[desk, parsed.data] as const] : [];
  });
  return Object.fromEntries(read.slice(-mostDesks));
}

export type WindowPositions = ReturnType<typeof openWindowPositions>;

export function openWindowPositions(ports: {
  file: JsonFile;
  screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  log: Log;
}) {
  const { file, screen } = ports;
  let saved = readPositions(file.read());
  const desk = () => displaySet(screen.getAllDisplays().map(({ bounds }) => bounds));

  return {
    forOpening(start: 'remembered' | 'center' | 'right'): Rectangle {
      const primary = screen.getPrimaryDisplay();
      const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
      return openingBounds(start, saved[desk()], [
        primary.workArea,
        ...others.map(({ workArea }) => workArea),
      ]);
    },

    /** Keeps the window's last bounds when it closes. */
    follow(window: BrowserWindow): void {
      window.on('close', () => {
        const { [desk()]: _, ...others } = saved;
        const kept = Object.entries(others).slice(1 - mostDesks);
        saved = { ...Object.fromEntries(kept), [desk()]: window.getNormalBounds() };
        try {
          file.write(saved);
        } catch (error) {
          ports.log('window-position-not-kept', error);
        }
      });
    },
  };
}
