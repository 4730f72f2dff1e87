/** One run at a time for each thing, whoever asks for it: a second caller gets the first one's answer. */
export function singleFlight<Key, T>(changed: () => void = () => {}) {
  const running = new Map<Key, Promise<T>>();
  return {
    isInFlight: (key: Key): boolean => running.has(key),

    /** `changed` is called when a run has begun and when it is over, before its callers go on. */
    run(key: Key, task: () => Promise<T>): Promise<T> {
      const already = running.get(key);
      if (already !== undefined) return already;
      const run = task().finally(() => {
        running.delete(key);
        changed();
      });
      running.set(key, run);
      changed();
      return run;
    },
  };
}
