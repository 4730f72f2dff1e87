/** Looks again and again for what there is to do, one look after the other. */
import type { Log } from '../service/log.ts';

/** Begins at once. What goes wrong is logged by `trouble`, and not again until a look went well. Returns how it is ended. */
export function keepLooking(
  look: () => Promise<void>,
  { everyMs, trouble, log }: { everyMs: number; trouble: string; log: Log },
): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWell = true;

  const run = async () => {
    try {
      await look();
      isWell = true;
    } catch (error) {
      if (isWell) log.error(trouble, error);
      isWell = false;
    }
    running = null;
  };
  const begin = () => {
    running ??= run();
  };
  const timer = setInterval(begin, everyMs);
  timer.unref();
  begin();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
