/** Keeps the window as large as the text asks and its display allows, also when a display changes or goes away. */
import type { BrowserWindow, Screen } from 'electron';
import { leastSize, mostCovered, ownBounds, shownBounds } from '../../core/window-size.ts';
import type { Rectangle, Size } from '../../core/window-size.ts';
import type { Settings } from '../../../shared/state.ts';
import type { Log } from '../../core/log.ts';
import type { JsonFile } from '../files/json-file.ts';
import { openWindowPositions, workAreasOf } from './window-position.ts';
import type { Displays } from './window-position.ts';

export type WindowBounds = ReturnType<typeof openWindowBounds>;

export function openWindowBounds(ports: {
  /** Where the window's place is kept. */
  file: JsonFile;
  screen: Displays & Pick<Screen, 'on'>;
  /** As chosen now. */
  settings: () => Settings;
  log: Log;
}) {
  const { screen, settings } = ports;
  const positions = openWindowPositions(ports);
  let own = positions.forOpening(settings().startPosition);
  let shown = next();

  function next(): { bounds: Rectangle; least: Size; textPercent: number } {
    const areas = workAreasOf(screen);
    const { textPercent } = settings();
    const bounds = shownBounds(own, textPercent, areas);
    return { bounds, least: leastSize(mostCovered(bounds, areas)), textPercent };
  }

  return {
    /** Of a window that is not on the screen yet. Returns what is to be called when the settings have changed. */
    follow(window: BrowserWindow): () => void {
      const place = () => {
        window.setMinimumSize(shown.least.width, shown.least.height);
        window.setBounds(shown.bounds);
      };
      const settle = () => {
        own = ownBounds(own, shown, window.getNormalBounds());
      };
      function fit(): void {
        // A maximised window is as large as it can be; its turn comes when it no longer is.
        if (window.isDestroyed() || window.isMaximized() || window.isFullScreen()) return;
        settle();
        shown = next();
        place();
      }
      place();
      screen.on('display-added', fit);
      screen.on('display-removed', fit);
      screen.on('display-metrics-changed', fit);
      window.on('unmaximize', fit);
      window.on('leave-full-screen', fit);
      window.on('close', () => {
        settle();
        positions.keep(own);
      });
      return () => {
        if (settings().textPercent !== shown.textPercent) fit();
      };
    },
  };
}
