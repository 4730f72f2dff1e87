/** What the service stands on, in one SQLite file or in PostgreSQL. */
import type { ClockWatch } from '../../service/storage/recorded-clock.ts';
import type { Storage, Work } from '../../service/storage/work.ts';

export type WindowLimits = { each: number; inAll: number };

/** Seconds to wait, or null when the request may pass. */
export type SharedRateLimit = (subject: string) => number | null | Promise<number | null>;

export type IssuerStorage = Storage & {
  /** A commit of what may take minutes. */
  commitAtLength<T>(work: () => Work<T>): Promise<T>;
  /** Bytes on disk. */
  bytes(): Promise<number>;
  /** Throws a ClockBeforeRecords if the service must not start; see recorded-clock.ts. */
  watchClock(now: () => number): Promise<ClockWatch>;
  /**
   * Whether events that were there are gone: another database stands in its place, which knows nothing of the codes that
   * were taken since. Nothing may be answered then.
   */
  isBehind(): boolean;
  /** Of requests in a minute, whichever process they come to. */
  rateLimit(kind: string, limits: WindowLimits, now: () => number): SharedRateLimit;
  /** Room for the events of the next hours. */
  makeRoom(): Promise<void>;
  /**
   * Deletes up to `atOnce` events from before `before`, an epoch in milliseconds, from the front of the audit log, so that
   * what is left is the log from one event on. Returns how many; the last event stays.
   */
  shortenAudit(before: number, atOnce: number): Promise<number>;
  close(): Promise<void>;
};
