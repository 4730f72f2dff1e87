/** Holds the clock against the `Date` of servers that the institution names (RFC 9110 §6.6.1). */
import type { Log } from '../../service/log.ts';

/** Far above what an HTTP date can tell, far below the minute by which codes are taken. */
const toleranceMs = 10_000;
const answerWithinMs = 5000;
const everyMs = 60_000;

export type TimeSource = {
  /** Whether most of those that answered say so. While none answers, the last answers count. */
  isOff(): boolean;
  /** How far the clock is ahead by the answer in the middle; null before the first. */
  aheadMs(): number | null;
  look(): Promise<void>;
  stop(): void;
};

export function watchTimeSource(
  addresses: readonly string[],
  now: () => number,
  log: Log,
): TimeSource {
  let ahead: number[] = [];
  let silent = false;
  let off = false;
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();

  async function look(): Promise<void> {
    if (addresses.length === 0) return;
    const answers = await Promise.all(addresses.map((address) => aheadOf(address, now)));
    const told = answers.filter((answer) => answer !== null);
    if (told.length === 0) {
      if (!silent) log.info('time-source-silent');
      silent = true;
      return;
    }
    if (silent) log.info('time-source-answers');
    silent = false;
    ahead = told.toSorted((a, b) => a - b);
    const isOff = ahead.filter((ms) => Math.abs(ms) > toleranceMs).length * 2 > ahead.length;
    if (isOff !== off) log.info(isOff ? 'clock-off' : 'clock-agrees-with-time-source');
    off = isOff;
  }

  return {
    isOff: () => off,
    aheadMs: () => ahead[Math.floor(ahead.length / 2)] ?? null,
    look,
    stop: () => clearInterval(timer),
  };
}

/** Null where there is no answer, or one that took too long to tell the time by. */
async function aheadOf(address: string, now: () => number): Promise<number | null> {
  const sentAt = now();
  try {
    const { headers } = await fetch(address, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const answeredAt = now();
    const toldAt = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(toldAt) || Math.abs(answeredAt - sentAt) > answerWithinMs) return null;
    // A date has no fraction: on average it is half a second old.
    return (sentAt + answeredAt) / 2 - (toldAt + 500);
  } catch {
    return null;
  }
}
