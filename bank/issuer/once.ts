/** The same request twice at once: the second waits for the first one's answer instead of being counted again. */
import type { Answer } from './answer.ts';

export function createOnce() {
  const underWay = new Map<string, Promise<Answer>>();

  return (request: string, task: () => Promise<Answer>): Promise<Answer> => {
    const running = underWay.get(request);
    if (running !== undefined) return running;
    const run = task().finally(() => underWay.delete(request));
    underWay.set(request, run);
    return run;
  };
}
