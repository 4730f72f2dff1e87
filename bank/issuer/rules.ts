/** The figures that an institution decides on: lives, limits and waiting times. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const rules = {
  /** An issue that no app has used by then ends. */
  issueLifeMs: 72 * hour,
  activationTries: 5,
  /** How often one issue may be answered with a new secret before the app confirms. */
  deliveriesPerIssue: 3,
  renewalOpensBeforeEndMs: 30 * day,

  codePeriodSeconds: 60,
  /** Steps to either side of the expected one (RFC 6238 §5.2). */
  codeWindowSteps: 1,
  /** Steps to either side in which two codes in a row set a token's drift anew (RFC 4226 §7.4). */
  resyncWindowSteps: 10,
  wrongCodesBeforeStop: 5,

  sessionIdleMs: 10 * minute,
  sessions: 20_000,
  logInTries: 10,
  confirmationTries: 5,
  lockMs: 15 * minute,
  /** What is told to those who find no place in the queue of passwords; it is over sooner. */
  passwordWaitSeconds: 5,

  mailRetryMs: [10_000, minute, 5 * minute, 30 * minute, 2 * hour],
} as const;

/** Requests that are let through in one minute, and issues in one hour. */
export type Limits = {
  issuesPerCustomer: number;
  activationsPerAddress: number;
  activationsInAll: number;
  logInsPerAddress: number;
  logInsInAll: number;
  /** At one time: passwords that are looked at or wait for it. */
  passwordPlaces: number;
};

export const defaultLimits: Limits = {
  // Enough for a clerk who practises.
  issuesPerCustomer: 20,
  activationsPerAddress: 60,
  activationsInAll: 600,
  logInsPerAddress: 60,
  logInsInAll: 1200,
  // Some two seconds' work for one core.
  passwordPlaces: 32,
};
