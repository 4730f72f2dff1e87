/** Prints what the page shows, by the system's own dialog. The page can't ask for that itself (closed-doors.ts). */
import type { WebContents } from 'electron';
import type { Log } from '../../core/log.ts';

/** Resolves when the dialog is closed, whatever the person chose in it. */
export function printPage(page: Pick<WebContents, 'print'>, log: Log): Promise<void> {
  return new Promise((resolve) => {
    page.print({}, (printed, failure) => {
      if (!printed) log('not-printed', new Error(failure));
      resolve();
    });
  });
}
