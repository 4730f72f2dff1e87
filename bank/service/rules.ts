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

  /** For how long a transfer that was not booked is pointed to on the first page. */
  notBookedIsNewsMs: 30 * day,

  sessionIdleMs: 10 * minute,
  /** For how long what was typed is in its form again: over a lock, and over a night. */
  typedLifeMs: 24 * hour,
  /** What is told to those who find no place in the queue of passwords; it is over sooner. */
  passwordWaitSeconds: 5,
  /** What is told while the bank itself can do nothing: its disk or its clock. */
  maintenanceSeconds: 60,

  mailRetryMs: [10_000, minute, 5 * minute, 30 * minute, 2 * hour],
} as const;

/**
 * Limits that each institution sets for its own size, by an option of `npm run bank` each: the value without
 * one, and what it limits. "In all" is each sample institution for itself.
 */
export const limitTable = {
  // Enough for a clerk who practises.
  issuesPerCustomer: [20, 'トークン発行 of one customer in an hour'],
  activationsPerAddress: [60, 'set-up and renewal requests of one address in a minute'],
  activationsInAll: [600, 'the same in all'],
  // The app asks up to four times a minute while its last step is open: 300 customers behind one address.
  statusesPerAddress: [1200, "questions for a token's state by one address in a minute"],
  statusesInAll: [12_000, 'the same in all'],
  timesPerAddress: [600, 'questions for the time by one address in a minute'],
  timesInAll: [12_000, 'the same in all'],
  logInsPerAddress: [60, 'log-ins of one address in a minute'],
  logInsInAll: [1200, 'the same in all'],
  logInTries: [10, 'wrong log-in passwords in a row until that ID is locked'],
  confirmationTries: [5, 'wrong 確認用パスワード in a row until that customer is locked'],
  lockMinutes: [15, 'minutes that either lock lasts'],
  wrongCodesBeforeStop: [5, 'wrong one-time passwords in a row until the token is stopped'],
  // Some two seconds' work for one core.
  passwordPlaces: [32, 'passwords checked or waiting for it; who comes then gets 503'],
  // The branch's own limit: until the day is over, whoever ended the token with one code moves no money.
  releaseDayYen: [0, 'yen that can be transferred on the day of a 利用解除'],
  sessions: [20_000, 'visitors logged in at once'],
} as const satisfies Record<string, readonly [number, string]>;

export type LimitName = keyof typeof limitTable;
export type Limits = Record<LimitName, number>;

export const limitNames = Object.keys(limitTable) as LimitName[];

export const defaultLimits = Object.fromEntries(
  limitNames.map((name) => [name, limitTable[name][0]]),
) as Limits;
