/** How long the code lasts: in seconds, and as a gauge that empties by one CSS animation. */
import { useEffect, useRef } from 'react';
import type { OpenToken } from '../../shared/state.ts';
import { useText } from '../strings/use-text.ts';

type CountdownProps = { openToken: OpenToken; secondsLeft: number };

export function Countdown({ openToken, secondsLeft }: CountdownProps) {
  const text = useText();
  const words = text.code.secondsLeft(secondsLeft);
  const ending = secondsLeft <= openToken.waitSeconds;
  return (
    <div className="countdown">
      <p className="countdown-words">
        <span>{text.code.validity}</span>
        <span className="seconds" role="timer">
          {words.before} <strong>{words.seconds}</strong> {words.after}
        </span>
      </p>
      <Gauge key={openToken.codeExpiresAt} openToken={openToken} ending={ending} />
    </div>
  );
}

function Gauge({ openToken, ending }: { openToken: OpenToken; ending: boolean }) {
  const { codeExpiresAt, periodSeconds } = openToken;
  const fill = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const elapsedMs = periodSeconds * 1000 - (codeExpiresAt - Date.now());
    fill.current?.style.setProperty('--period', `${periodSeconds}s`);
    fill.current?.style.setProperty('--elapsed', `${-elapsedMs}ms`);
  }, [codeExpiresAt, periodSeconds]);

  return (
    <div className={ending ? 'gauge gauge-ending' : 'gauge'} aria-hidden="true">
      <div className="gauge-fill" ref={fill} />
    </div>
  );
}
