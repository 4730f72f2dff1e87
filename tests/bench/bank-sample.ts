/** The benchmark's contracts, computed from their number by both halves. */
import { createHash } from 'node:crypto';

/** A few of everything, to see that it runs: the integration tests do. Its figures say nothing. */
export const isSmoke = process.argv.includes('--smoke');

export const contracts = isSmoke ? 1000 : 100_000;
export const activationPassword = '482135';

const digest = (kind: string, n: number) => createHash('sha256').update(`${kind} ${n}`).digest();

export const secretOf = (n: number): Buffer => digest('secret', n).subarray(0, 20);
export const tokenIdOf = (n: number): string => digest('token', n).toString('hex').slice(0, 32);
export const issueIdOf = (n: number): string => digest('issue', n).toString('hex').slice(0, 32);
export const referenceOf = (n: number): string => n.toString(16);
export const userIdOf = (n: number): string => String(n).padStart(10, '0');
