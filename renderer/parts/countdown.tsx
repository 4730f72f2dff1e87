/**
 * How long the code lasts: in seconds, and as a gauge that goes down with them. It moves once a second and not
 * with the screen: an animation of a minute has the window drawn sixty times a second for as long as it is open.
 */
import type { OpenToken } from '../../shared/state.ts';
import { useSecondsLeft } from '../hooks/use-seconds-left.ts';
import { useText } from '../strings/use-text.ts';

export function Countdown({ openToken }: { openToken: OpenToken }) {
  const text = useText();
  const { periodSeconds, waitSeconds, codeExpiresAt } = openToken;
  const secondsLeft = useSecondsLeft(codeExpiresAt);
  const words = text.code.secondsLeft(secondsLeft);
  const ending = secondsLeft <= waitSeconds;
  const leftPercent = (Math.min(secondsLeft, periodSeconds) / periodSeconds) * 100;
  return (
    <div className="countdown">
      <p className="countdown-words">
        <span>{ending ? text.code.endingSoon : text.code.validity}</span>
        <span className="seconds" role="timer">
          {words.before} <strong>{words.seconds}</strong> {words.after}
        </span>
      </p>
      <div className={ending ? 'gauge gauge-ending' : 'gauge'} aria-hidden="true">
        {/* Moved, not made narrower: nothing is laid out anew for it. */}
        <div className="gauge-fill" style={{ transform: `translateX(${leftPercent - 100}%)` }} />
      </div>
    </div>
  );
}
