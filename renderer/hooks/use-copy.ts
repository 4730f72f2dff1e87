/** Copying the code, by button or Ctrl/⌘+C. In a code's last seconds it waits for the next one instead. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { Reply } from '../../shared/contract.ts';
import type { OpenToken } from '../../shared/state.ts';
import type { Failure } from '../bridge.ts';
import { useCall } from './use-call.ts';

export type CopyPhase = 'copy' | 'copied' | 'waitForNext' | 'waiting';

type Copy = { phase: CopyPhase; failure: Failure | null; press: () => void };

/** Codes are told apart by the instant at which they die. */
export function useCopy(
  { codeExpiresAt, waitSeconds }: OpenToken,
  secondsLeft: number,
  copyCode: () => Promise<Reply<void>>,
): Copy {
  const [copied, setCopied] = useState<number | null>(null);
  /** The code whose successor is to be copied. */
  const [waitingFor, setWaitingFor] = useState<number | null>(null);
  const { failure, run } = useCall();
  const ending = secondsLeft <= waitSeconds;

  async function copyNow() {
    const reply = await copyCode();
    setWaitingFor(null);
    return reply;
  }
  const copy = () => run(copyNow, () => setCopied(codeExpiresAt));

  function press() {
    if (ending) setWaitingFor(codeExpiresAt);
    else copy();
  }

  const nextIsHere = waitingFor !== null && waitingFor !== codeExpiresAt && !ending;
  const copyNext = useEffectEvent(copy);
  useEffect(() => {
    if (nextIsHere) copyNext();
  }, [nextIsHere]);

  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    const selection = document.getSelection();
    const field = event.target instanceof HTMLInputElement;
    if (field || selection?.isCollapsed === false || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    press();
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onCopy(event);
    document.addEventListener('copy', listener);
    return () => document.removeEventListener('copy', listener);
  }, []);

  return { phase: phaseNow(), failure, press };

  function phaseNow(): CopyPhase {
    if (waitingFor !== null) return 'waiting';
    if (ending) return 'waitForNext';
    return copied === codeExpiresAt && failure === null ? 'copied' : 'copy';
  }
}
