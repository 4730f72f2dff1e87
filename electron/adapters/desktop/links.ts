/**
 * The link that was opened last, as the system hands it over: Windows and Linux as an argument of a start, macOS as an
 * event. It is kept in memory until the page has dealt with it, after the unlocking if need be.
 */
import type { App } from 'electron';
import { linkAmong } from '../../core/mail/link-argument.ts';

/** Links by the thousand are told to the page as seldom as this. */
const gatherMs = 300;

export type Links = ReturnType<typeof collectLinks>;

/** To be called before Electron is ready: macOS tells the link that the app was started by before that. */
export function collectLinks(
  app: Pick<App, 'on'>,
  args: readonly string[],
  after: (delayMs: number, task: () => void) => void,
) {
  let link: { number: number; text: string } | null = null;
  let received = 0;
  let isGathering = false;
  let changed = (): void => {};

  /** Only the last one counts. It is read when somebody asks for it: before the window there is no time (main.ts). */
  function receive(text: string | null): void {
    if (text === null) return;
    received += 1;
    link = { number: received, text };
    if (isGathering) return;
    isGathering = true;
    after(gatherMs, () => {
      isGathering = false;
      changed();
    });
  }

  receive(linkAmong(args));
  app.on('second-instance', (_event, argv) => receive(linkAmong(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    receive(url);
  });

  return {
    /** Null where none waits. */
    latest: () => link,

    onChange(listener: () => void): void {
      changed = listener;
    },

    /** The page has taken it, or the customer has said no. One that came since stays. */
    finish(number: number): void {
      if (link?.number !== number) return;
      link = null;
      changed();
    },
  };
}
