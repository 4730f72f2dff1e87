/** Copying the code, by button, by the code itself or by Ctrl/⌘+C. In a code's last seconds it waits for the next one. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { Reply } from '../../shared/contract.ts';
import type { OpenToken } from '../../shared/state.ts';
import { useIsBound } from '../bridge.ts';
import type { Failure } from '../bridge.ts';
import { useCall } from './use-call.ts';

export type CopyPhase = 'copy' | 'copied' | 'waitForNext' | 'waiting';

/** So long a press is seen to have been answered. */
const answerMs = 3_000;

/** What the last press did; a higher number is a new one, to be told anew. */
type Answer = { to: 'copied' | 'waiting' | 'calledOff'; number: number };

type Copy = {
  /** The institution lets no code be copied. */
  isOff: boolean;
  phase: CopyPhase;
  answer: Answer | null;
  failure: Failure | null;
  press: () => void;
  /** The code that is there, though another is about to come. */
  copyNow: () => void;
};

/** Codes are told apart by the instant at which they die. */
export function useCopy(
  { codeExpiresAt, waitSeconds }: OpenToken,
  secondsLeft: number,
  copyCode: () => Promise<Reply<void>>,
): Copy {
  const { answer, tell } = useAnswerToPress();
  const [copied, setCopied] = useState<number | null>(null);
  /** The code whose successor is to be copied. */
  const [waitingFor, setWaitingFor] = useState<number | null>(null);
  const { failure, run } = useCall();
  const isOff = useIsBound('copying');
  const ending = secondsLeft <= waitSeconds;

  function copyNow(): void {
    run(
      async () => {
        const reply = await copyCode();
        setWaitingFor(null);
        return reply;
      },
      () => {
        setCopied(codeExpiresAt);
        tell('copied');
      },
    );
  }

  function wait(on: boolean): void {
    setWaitingFor(on ? codeExpiresAt : null);
    tell(on ? 'waiting' : 'calledOff');
  }

  function press(): void {
    if (isOff) return;
    if (waitingFor !== null) wait(false);
    else if (ending) wait(true);
    else copyNow();
  }

  const nextIsHere = waitingFor !== null && waitingFor !== codeExpiresAt && !ending;
  const copyNext = useEffectEvent(copyNow);
  useEffect(() => {
    if (nextIsHere) copyNext();
  }, [nextIsHere]);

  useCopyKeys(press, waitingFor === null ? null : () => wait(false));
  return { isOff, phase: phaseNow(), answer, failure, press, copyNow };

  function phaseNow(): CopyPhase {
    if (waitingFor !== null) return 'waiting';
    if (answer?.to === 'copied' && copied === codeExpiresAt && failure === null) return 'copied';
    return ending && !isOff ? 'waitForNext' : 'copy';
  }
}

function useAnswerToPress() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (answer === null) return;
    const timer = setTimeout(() => setAnswer(null), answerMs);
    return () => clearTimeout(timer);
  }, [answer]);
  const tell = (to: Answer['to']) =>
    setAnswer((before) => ({ to, number: (before?.number ?? 0) + 1 }));
  return { answer, tell };
}

/** Ctrl/⌘+C, and Esc for as long as there is something to call off. */
function useCopyKeys(press: () => void, callOff: (() => void) | null): void {
  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    const selection = document.getSelection();
    const field = event.target instanceof HTMLInputElement;
    if (field || selection?.isCollapsed === false || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    press();
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat || document.querySelector('dialog[open]')) return;
    if (callOff === null) return;
    // The screen would take it for 戻る.
    event.preventDefault();
    callOff();
  });
  useEffect(() => {
    const copyListener = (event: ClipboardEvent) => onCopy(event);
    const keyListener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('copy', copyListener);
    window.addEventListener('keydown', keyListener, { capture: true });
    return () => {
      document.removeEventListener('copy', copyListener);
      window.removeEventListener('keydown', keyListener, { capture: true });
    };
  }, []);
}
