/**
 * What the app may cost at most, as it is counted and never timed: a change that goes beyond one says why in
 * docs/performance.md and raises it here. One that stays far below lowers it.
 */
export const ceilings = {
  bytes: {
    /**
     * Main's first file, up to the window: with it the boxes for what no page can say, the link of the start, that an
     * institution's policy is begun to be read, that nothing lies in the places of Chromium's own files, and that Chromium
     * asks for no name and no dictionary.
     */
    main: 33_700,
    /** The second one, loaded while Chromium starts the page; of it 7 kB for an institution's policy. */
    start: 540_000,
    /** What is loaded when there is a newer version: our own part of it, and electron-updater. */
    updates: 300_000,
    /** What reads an institution's policy where the system has it, while the second one is loaded. */
    policy: 6_000,
    /** The program of the thread that stretches a passcode, all that it needs with it. */
    passcode: 33_500,
    /** The page's script and style up to its first screen. */
    firstScreen: 150_000,
    /** What a package holds of the app: app.asar, and SQLite's native file beside it. */
    asarWithNative: 4_000_000,
  },
  /** What main loads before there is a window. */
  modulesBeforeWindow: { own: 19, libraries: 0 },
  /** With a code on the screen, in an hour. */
  filesWrittenPerHour: 0,
  /** Timers in the same hour, beside those of the pulse: one a code. */
  timersPerHour: 60,
  /** Beats of the one timer that runs all the time (electron/core/pulse.ts). */
  wakeUpsPerMinute: { seen: 30, covered: 6, hidden: 2 },
  /** What the page asks main before its first code: for the state. */
  callsToFirstCode: 1,
  /** Of longer than a second, on any screen. */
  endlessAnimations: 0,
  /** Run by the database for one of them, those that open and end the transaction among them. */
  statements: {
    onSqlite: { verification: 8, activation: 14 },
    onPostgres: { verification: 8, activation: 15 },
  },
  /** By V8's interpreter alone; see instructions.test.ts. Two runs differ by a hundredth; as much again is left above. */
  instructions: { codes: 12_300_000, verifications: 455_000 },
};
