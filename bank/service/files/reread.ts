/** Files that may be changed while a program runs: what was read of them is read again when they have changed. */
import { statSync } from 'node:fs';

/** A look at the disk with each request would cost more than what is done with what was read. */
const lookEveryMs = 1000;

export type Reread<T> = {
  /** As the files were a second ago at most. */
  get(): T;
  /** As they are now. */
  look(): T;
};

/**
 * `read` is called at once, and throws to whoever calls this. What can't be read later is given to `failed`, and leaves that of
 * before.
 */
export function openReread<T>(
  files: readonly string[],
  read: () => T,
  failed: (cause: unknown) => void,
): Reread<T> {
  // Before it is read: a change in between is seen at the next look.
  let seen = stateOf(files);
  let content = read();
  let lookedAt = performance.now();

  function look(): T {
    lookedAt = performance.now();
    const state = stateOf(files);
    if (state === seen) return content;
    seen = state;
    try {
      content = read();
    } catch (cause) {
      failed(cause);
    }
    return content;
  }

  return {
    get: () => (performance.now() - lookedAt > lookEveryMs ? look() : content),
    look,
  };
}

/** By which one tells a change; a file that took the place of another may be as old as that was. */
function stateOf(files: readonly string[]): string {
  const states = files.map((file) => {
    try {
      const { mtimeMs, size, ino } = statSync(file);
      return `${mtimeMs} ${size} ${ino}`;
    } catch (cause) {
      // Why it can't be had is said by whoever reads it.
      return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    }
  });
  return states.join('\n');
}
