/** How far the app has come with a newer version of itself: a table of steps, without the world. */
import type { ErrorCode } from '../../../shared/errors.ts';

export type UpdateProgress =
  | { step: 'idle' }
  | { step: 'fetching'; version: string; percent: number }
  | { step: 'failed'; version: string; code: ErrorCode }
  /** Fetched and proved. `isAgreed`: the customer has said that the app may restart. */
  | { step: 'ready'; version: string; isAgreed: boolean }
  | { step: 'restarting'; version: string };

export type UpdateEvent =
  /** The directory names this version, and it may be fetched. */
  | { event: 'offered'; version: string }
  /** There is none any more that may be fetched. */
  | { event: 'withdrawn' }
  | { event: 'received'; percent: number }
  | { event: 'fetched' }
  | { event: 'failed'; code: ErrorCode }
  | { event: 'agreed' }
  | { event: 'disagreed' }
  | { event: 'restarting' };

/** What an event makes of it; one that does not fit changes nothing. */
export function afterEvent(now: UpdateProgress, event: UpdateEvent): UpdateProgress {
  if (event.event === 'withdrawn') return now.step === 'restarting' ? now : { step: 'idle' };
  if (event.event === 'offered') return offered(now, event.version);
  if (now.step === 'idle') return now;
  const { version } = now;
  switch (event.event) {
    case 'received':
      return now.step === 'fetching' ? { ...now, percent: event.percent } : now;
    case 'fetched':
      return now.step === 'fetching' ? { step: 'ready', version, isAgreed: false } : now;
    case 'failed':
      return now.step === 'failed' ? now : { step: 'failed', version, code: event.code };
    case 'agreed':
    case 'disagreed':
      return now.step === 'ready' ? { ...now, isAgreed: event.event === 'agreed' } : now;
    case 'restarting':
      return now.step === 'ready' && now.isAgreed ? { step: 'restarting', version } : now;
  }
}

/** What is under way or done for the same version goes on; what has failed begins again. */
function offered(now: UpdateProgress, version: string): UpdateProgress {
  if (now.step === 'restarting') return now;
  const isUnderWay = now.step === 'fetching' || now.step === 'ready';
  if (isUnderWay && now.version === version) return now;
  return { step: 'fetching', version, percent: 0 };
}
