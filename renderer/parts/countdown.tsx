/**
 * How long the code lasts: in seconds, and as a gauge that goes down with them. It moves once a second and not
 * with the screen: an animation of a minute has the window drawn sixty times a second for as long as it is open.
 */
import { useRef } from 'react';
import type { OpenToken } from '../../shared/state.ts';
import { useEachSecond } from '../hooks/use-seconds-left.ts';
import { useText } from '../strings/use-text.ts';

type CountdownProps = {
  openToken: OpenToken;
  /** The code is in its last seconds. */
  ending: boolean;
};

export function Countdown({ openToken, ending }: CountdownProps) {
  const text = useText();
  const { periodSeconds, codeExpiresAt } = openToken;
  const before = useRef<HTMLSpanElement>(null);
  const seconds = useRef<HTMLElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  const fill = useRef<HTMLDivElement>(null);

  useEachSecond(codeExpiresAt, (secondsLeft) => {
    const words = text.code.secondsLeft(secondsLeft);
    write(before.current, words.before);
    write(seconds.current, words.seconds);
    write(after.current, words.after);
    const leftPercent = (Math.min(secondsLeft, periodSeconds) / periodSeconds) * 100;
    // Moved, not made narrower: nothing is laid out anew for it.
    if (fill.current) fill.current.style.transform = `translateX(${leftPercent - 100}%)`;
  });

  return (
    <div className="countdown">
      <p className="countdown-words">
        <span>{ending ? text.code.endingSoon : text.code.validity}</span>
        <span className="seconds" role="timer">
          <span ref={before} /> <strong ref={seconds} /> <span ref={after} />
        </span>
      </p>
      <div className={ending ? 'gauge gauge-ending' : 'gauge'} aria-hidden="true">
        <div className="gauge-fill" ref={fill} />
      </div>
    </div>
  );
}

function write(element: HTMLElement | null, words: string): void {
  if (element !== null && element.textContent !== words) element.textContent = words;
}
