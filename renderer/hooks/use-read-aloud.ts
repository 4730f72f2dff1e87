/** 読み上げ: reads the code that is valid now, stops when it dies, and waits for the next one where little time is left. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { OpenToken } from '../../shared/state.ts';
import { localVoice, spokenGroups } from '../format/speech.ts';
import type { SpokenDigits } from '../format/speech.ts';

/** How long a system may take to tell its voices. */
const voicesMs = 1500;
const slowRate = 0.6;
const usualRate = 0.9;

export type ReadAloud = {
  phase: 'silent' | 'reading' | 'waiting' | 'noVoice';
  press: () => void;
};

export function useReadAloud(
  { code, codeExpiresAt }: OpenToken,
  { language, spoken }: { language: string; spoken: SpokenDigits },
  options: { slowly: boolean; again: boolean; ending: boolean },
): ReadAloud {
  const [phase, setPhase] = useState<ReadAloud['phase']>('silent');
  /** Speech that was called off must not go on by its own events. */
  const turn = useRef(0);
  /** The turn that was read to its end. */
  const [finished, setFinished] = useState(0);

  function stop() {
    turn.current += 1;
    speechSynthesis.cancel();
    setPhase('silent');
  }

  async function read() {
    turn.current += 1;
    const own = turn.current;
    setPhase('reading');
    const voice = localVoice(await voicesOf(language), language);
    if (turn.current !== own) return;
    if (voice === null) {
      setPhase('noVoice');
      return;
    }
    const groups = spokenGroups(code, spoken);
    speechSynthesis.cancel();
    for (const [index, words] of groups.entries()) {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = options.slowly ? slowRate : usualRate;
      if (index === groups.length - 1) {
        utterance.addEventListener('end', () => setFinished(own));
      }
      utterance.addEventListener('error', () => {
        if (turn.current === own) setPhase('silent');
      });
      speechSynthesis.speak(utterance);
    }
  }

  const goOn = useEffectEvent(() => {
    if (options.again && !options.ending) void read();
    else setPhase('silent');
  });
  useEffect(() => {
    if (finished !== 0 && finished === turn.current) goOn();
  }, [finished]);

  function press() {
    if (phase === 'reading' || phase === 'waiting') stop();
    else if (options.ending) setPhase('waiting');
    else void read();
  }

  // Never a dead code: what is being read stops with it, and what was asked for starts with the next.
  const codeChanged = useEffectEvent(() => {
    if (phase === 'waiting' || (phase === 'reading' && options.again)) void read();
    else if (phase === 'reading') stop();
  });
  const lastCode = useRef(codeExpiresAt);
  useEffect(() => {
    if (lastCode.current === codeExpiresAt) return;
    lastCode.current = codeExpiresAt;
    speechSynthesis.cancel();
    codeChanged();
  }, [codeExpiresAt]);
  useEffect(() => {
    const aliveMs = codeExpiresAt - Date.now();
    const timer = setTimeout(() => speechSynthesis.cancel(), Math.max(0, aliveMs));
    return () => clearTimeout(timer);
  }, [codeExpiresAt]);
  useEffect(
    () => () => {
      turn.current += 1;
      speechSynthesis.cancel();
    },
    [],
  );

  return { phase, press };
}

/** The list comes late in Chromium; an empty one after a while is the answer. */
function voicesOf(language: string): Promise<SpeechSynthesisVoice[]> {
  const now = speechSynthesis.getVoices();
  if (localVoice(now, language) !== null) return Promise.resolve(now);
  return new Promise((resolve) => {
    const answer = () => {
      clearTimeout(timer);
      speechSynthesis.removeEventListener('voiceschanged', answer);
      resolve(speechSynthesis.getVoices());
    };
    const timer = setTimeout(answer, voicesMs);
    speechSynthesis.addEventListener('voiceschanged', answer);
  });
}
