/** When the app may restart into a newer version of itself: never while somebody needs it. */

/** A code that was read is typed within it. */
export const quietMs = 60_000;

export type InUse = {
  /** A code is on the screen. */
  codeIsSeen: boolean;
  /** When one was there last, on a monotonic clock; null where none was in this run. */
  codeSeenAt: number | null;
  /** A request for a token is on its way, or a new token is being introduced. */
  isActivating: boolean;
};

/** Milliseconds until it may, 0 for at once; null where nobody can say. `now` on the same monotonic clock. */
export function restartWaitMs({ codeIsSeen, codeSeenAt, isActivating }: InUse, now: number) {
  if (codeIsSeen || isActivating) return null;
  return codeSeenAt === null ? 0 : Math.max(0, codeSeenAt + quietMs - now);
}
