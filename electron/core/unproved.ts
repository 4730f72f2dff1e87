/** Answers that nobody can be shown to have given, as errors. */
import { AppError } from '../../shared/errors.ts';

/** A refusal that the institution can't be shown to have made: to the customer, a fault of the network. */
export function unprovedRefusal(): AppError {
  return new AppError('offline', { reason: 'unproved-refusal' });
}

/** Whether an answer came that the keys at hand do not prove. */
export function isUnproved(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.reason === 'unproved-refusal' || error.code === 'unproven-answer';
}
