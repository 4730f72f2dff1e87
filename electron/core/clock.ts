/** The app's own clock: a monotonic clock, an anchor on the PC's clock, and an institution's signed time. */

/** What ties the monotonic clock to real time. All in milliseconds. */
export type Anchor = {
  wallMs: number;
  monotonicMs: number;
  /** Institution's time minus the PC's clock; 0 until one was measured. */
  offsetMs: number;
};

/** An instant by the app's own clock in epoch milliseconds, and whether a signed time bears the clock out. */
export type ClockReading = { atMs: number; isProved: boolean };

/** Wall clock and monotonic clock parting by more than this is a jump of the PC's clock. */
export const jumpMs = 2000;
/** A signed time is taken only if question and answer took less than this. */
export const maxRoundTripMs = 5000;
/** An offset that changes by more than this is asked about, not taken. */
export const maxOffsetChangeMs = 24 * 60 * 60 * 1000;

/** The TOTP time step at an instant (RFC 6238 §4.2, T0 = 0): epoch milliseconds in, a whole number out. */
export function timeStep(atMs: number, periodSeconds: number): number {
  return Math.floor(atMs / (periodSeconds * 1000));
}

/** When a time step ends, in epoch milliseconds. */
export function stepEnd(step: number, periodSeconds: number): number {
  return (step + 1) * periodSeconds * 1000;
}

/** The true time as the app knows it, in epoch milliseconds. */
export function appTime(anchor: Anchor, monotonicMs: number): number {
  return anchor.wallMs + (monotonicMs - anchor.monotonicMs) + anchor.offsetMs;
}

/** How far the PC's clock has been moved since the anchor was set, in milliseconds. */
export function clockJump(anchor: Anchor, wallMs: number, monotonicMs: number): number {
  return wallMs - anchor.wallMs - (monotonicMs - anchor.monotonicMs);
}

/** Somebody set the PC's clock: real time has not jumped, so the offset takes up the difference. */
export function absorbJump(anchor: Anchor, wallMs: number, monotonicMs: number): Anchor {
  return { wallMs, monotonicMs, offsetMs: Math.round(appTime(anchor, monotonicMs) - wallMs) };
}

/** The PC slept, and its monotonic clock may have slept with it: the wall clock is the better witness. */
export function reanchor(anchor: Anchor, wallMs: number, monotonicMs: number): Anchor {
  return { wallMs, monotonicMs, offsetMs: anchor.offsetMs };
}

/**
 * Somebody set the PC's clock, and no signed time says what it was before. Who sets a clock sets it
 * right: either the app's time or the last correction stays, whichever leaves the PC less wrong.
 */
export function trustSetting(anchor: Anchor, wallMs: number, monotonicMs: number): Anchor {
  const absorbed = absorbJump(anchor, wallMs, monotonicMs);
  return Math.abs(absorbed.offsetMs) < Math.abs(anchor.offsetMs)
    ? absorbed
    : reanchor(anchor, wallMs, monotonicMs);
}

/** One question and its signed answer. Monotonic readings in milliseconds, `serverTime` in epoch milliseconds. */
export type Measurement = {
  askedMonotonicMs: number;
  answeredMonotonicMs: number;
  /** The PC's clock when the answer came, epoch milliseconds. */
  answeredWallMs: number;
  serverTime: number;
};

/** The offset that a signed time proves, or null if the answer took too long to prove anything. */
export function measureOffset(measurement: Measurement): number | null {
  const roundTripMs = measurement.answeredMonotonicMs - measurement.askedMonotonicMs;
  if (roundTripMs < 0 || roundTripMs >= maxRoundTripMs) return null;
  return Math.round(measurement.serverTime + roundTripMs / 2 - measurement.answeredWallMs);
}
