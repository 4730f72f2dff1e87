/** Remembers where the window stands, for each set of displays apart. */
import type { BrowserWindow, Screen } from 'electron';
import * as z from 'zod';
import { displaySet, openingPlace } from '../../core/window-position.ts';
import type { Place } from '../../core/window-position.ts';
import type { JsonFile } from '../files/json-file.ts';

const SavedPlace = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const SavedPlaces = z.record(z.string().max(400), SavedPlace);

/** A laptop and its desks; the oldest is forgotten beyond that. */
const mostDesks = 20;

export type WindowPlaces = ReturnType<typeof openWindowPlaces>;

export function openWindowPlaces(ports: {
  file: JsonFile;
  screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  log: (event: string, cause?: unknown) => number;
}) {
  const { file, screen } = ports;
  // A place that can't be read is no loss: the window opens in the middle.
  let places = SavedPlaces.safeParse(file.read()).data ?? {};
  const desk = () => displaySet(screen.getAllDisplays().map(({ bounds }) => bounds));

  return {
    forOpening(start: 'remembered' | 'center' | 'right'): Place {
      const primary = screen.getPrimaryDisplay();
      const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
      return openingPlace(start, places[desk()], [
        primary.workArea,
        ...others.map(({ workArea }) => workArea),
      ]);
    },

    /** Keeps the window's last place when it closes. */
    follow(window: BrowserWindow): void {
      window.on('close', () => {
        const { [desk()]: _, ...others } = places;
        const kept = Object.entries(others).slice(1 - mostDesks);
        places = { ...Object.fromEntries(kept), [desk()]: window.getNormalBounds() };
        try {
          file.write(places);
        } catch (error) {
          ports.log('window-place-not-kept', error);
        }
      });
    },
  };
}
