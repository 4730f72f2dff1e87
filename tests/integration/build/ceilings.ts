/**
 * What the app may cost at most, as it is counted and never timed: a change that goes beyond one says why in
 * docs/performance.md and raises it here. One that stays far below lowers it.
 */
export const ceilings = {
  bytes: {
    /** Main's one file. */
    main: 530_000,
    /** The page's script and style up to its first screen. */
    firstScreen: 150_000,
  },
  /** What main loads before there is a window. */
  modulesBeforeWindow: { own: 106, libraries: 48 },
  /** With a code on the screen, in an hour. */
  filesWrittenPerHour: 0,
  /** The app's own timers in the same hour, beside those of system-events.ts: one a code. */
  timersPerHour: 60,
  /** By V8's interpreter alone; see instructions.test.ts. */
  instructions: { codes: 12_300_000, verifications: 480_000 },
};
