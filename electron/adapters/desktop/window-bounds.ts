/** Keeps the window as large as its shape and the text ask and its display allows, also when a display changes or goes away. */
import type { BrowserWindow, Screen } from 'electron';
import {
  enlarged,
  isInside,
  leastSize,
  miniSize,
  mostCovered,
  ownBounds,
  resizedTo,
  shownBounds,
  smallestSize,
} from '../../core/window-size.ts';
import type { Rectangle, Size } from '../../core/window-size.ts';
import type { Settings, WindowShape } from '../../../shared/state.ts';
import type { Log } from '../../core/log.ts';
import type { JsonFile } from '../files/json-file.ts';
import { openWindowPositions, workAreasOf } from './window-position.ts';
import type { Displays } from './window-position.ts';

/** Window managers move windows by themselves when a display changes, on a busy PC seconds after us. */
const windowManagerMs = 10_000;
/** One that insists gets its way then. */
const mostReturns = 20;

export type WindowBounds = ReturnType<typeof openWindowBounds>;
export type FollowedWindow = ReturnType<WindowBounds['follow']>;

export function openWindowBounds(ports: {
  /** Where the window's places are kept. */
  file: JsonFile;
  screen: Displays & Pick<Screen, 'on'>;
  /** As chosen now. */
  settings: () => Settings;
  log: Log;
}) {
  const { screen, settings } = ports;
  const positions = openWindowPositions(ports);
  let shape: WindowShape = 'full';
  /** Of the shape that the window has. */
  let own = positions.forOpening(settings().startPosition);
  let shown = next(smallestSize);

  function next(smallest: Size): { bounds: Rectangle; least: Size; textPercent: number } {
    const areas = workAreasOf(screen);
    const { textPercent } = settings();
    const bounds = shownBounds(own, textPercent, areas, smallest);
    return { bounds, least: leastSize(mostCovered(bounds, areas), smallest), textPercent };
  }

  return {
    /** Of a window that is not on the screen yet. */
    follow(window: BrowserWindow) {
      /** As large as it can be, and made smaller only now: its bounds are not yet what was asked for. */
      let isLeaving = false;

      const place = () => {
        window.setMinimumSize(shown.least.width, shown.least.height);
        window.setBounds(shown.bounds);
      };
      const settle = () => {
        own = ownBounds(own, shown, window.getNormalBounds());
      };
      /** With the title bar, where that is a part of it. */
      const miniWindow = (): Size => {
        const [outer, page] = [window.getBounds(), window.getContentBounds()];
        return {
          width: miniSize.width + outer.width - page.width,
          height: miniSize.height + outer.height - page.height,
        };
      };
      const smallest = () =>
        shape === 'mini' ? enlarged(miniWindow(), settings().textPercent) : smallestSize;

      // A maximised window is as large as it can be; its turn comes when it no longer is.
      const isFree = () => !window.isDestroyed() && !window.isMaximized() && !window.isFullScreen();

      function fit(): void {
        if (!isFree()) return;
        if (!isLeaving) settle();
        isLeaving = false;
        shown = next(smallest());
        place();
      }
      let displaysChangedAt = -Infinity;
      let returns = 0;
      function displaysChanged(): void {
        displaysChangedAt = performance.now();
        returns = 0;
        fit();
      }
      function moved(): void {
        const isManager = performance.now() - displaysChangedAt < windowManagerMs;
        if (!isManager || returns === mostReturns || !isFree()) return;
        const bounds = window.getBounds();
        if (workAreasOf(screen).some((area) => isInside(bounds, area))) return;
        returns += 1;
        place();
      }
      place();
      screen.on('display-added', displaysChanged);
      screen.on('display-removed', displaysChanged);
      screen.on('display-metrics-changed', displaysChanged);
      window.on('move', moved);
      window.on('resize', moved);
      window.on('unmaximize', fit);
      window.on('leave-full-screen', fit);
      window.on('close', () => {
        if (!isLeaving) settle();
        positions.keep(shape, own);
      });

      return {
        /** To be called when the settings have changed. */
        settingsChanged(): void {
          if (settings().textPercent !== shown.textPercent) fit();
        },
        /** Each shape has its own place; the mini window's first is about the middle of the full one. */
        takeShape(wanted: WindowShape): void {
          if (wanted === shape || window.isDestroyed()) return;
          if (!isLeaving) settle();
          positions.keep(shape, own);
          shape = wanted;
          own =
            wanted === 'mini'
              ? (positions.ofMini() ?? resizedTo(own, miniWindow()))
              : positions.forOpening('remembered');
          isLeaving = true;
          if (window.isFullScreen()) window.setFullScreen(false);
          else if (window.isMaximized()) window.unmaximize();
          else fit();
        },
      };
    },
  };
}
