/**
 * Tells the log what happened: an event's name and what caused it, never a value. Returns the number
 * of its line, which the customer can read out on the telephone.
 */
export type Log = (event: string, cause?: unknown) => number;
