/** 「読み上げ」 with what it can do besides: slowly, and again and again. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { OpenToken } from '../../../shared/state.ts';
import { useIsBound } from '../../bridge.ts';
import { useText } from '../../strings/use-text.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { useReadAloud } from '../../hooks/use-read-aloud.ts';
import { Icon } from '../icon.tsx';
import { Notice } from '../notices/notice.tsx';

type ReadAloudProps = {
  openToken: OpenToken;
  ending: boolean;
  /** On the same line. */
  beside: ReactNode;
};

export function ReadAloud({ openToken, ending, beside }: ReadAloudProps) {
  const { code, language } = useText();
  const [slowly, setSlowly] = useState(false);
  const [again, setAgain] = useState(false);
  const [used, setUsed] = useState(false);
  const { phase, press } = useReadAloud(
    openToken,
    { language, spoken: code.spoken },
    { slowly, again, ending },
  );
  const isOff = useIsBound('readAloud');
  const active = phase === 'reading' || phase === 'waiting';

  function read() {
    if (isOff) return;
    setUsed(true);
    press();
  }
  useKeys({ r: read });

  return (
    <>
      <button type="button" aria-disabled={isOff} onClick={read}>
        <Icon name={active ? 'stop' : 'speak'} />
        <span>{active ? code.stopReading : code.readAloud}</span>
      </button>
      {beside}
      {used && phase !== 'noVoice' && (
        <div className="read-options">
          <label className="check">
            <input
              type="checkbox"
              checked={slowly}
              onChange={(event) => setSlowly(event.currentTarget.checked)}
            />
            <span>{code.slowly}</span>
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={again}
              onChange={(event) => setAgain(event.currentTarget.checked)}
            />
            <span>{code.again}</span>
          </label>
        </div>
      )}
      {isOff && <p className="soft">{code.off(code.readAloud)}</p>}
      <output className="soft">{phase === 'waiting' && code.readingNext}</output>
      {phase === 'noVoice' && (
        <Notice kind="caution">
          <p>{code.noVoice}</p>
        </Notice>
      )}
    </>
  );
}
