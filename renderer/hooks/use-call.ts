/** Calls to main, one at a time: whether one is under way, and how the last one was refused. */
import { useState } from 'react';
import type { Reply } from '../../shared/contract.ts';
import type { Failure } from '../bridge.ts';

export type UseCall = {
  /** From the call until what follows it is done. */
  busy: boolean;
  /** Gone with the next call. */
  failure: Failure | null;
  /** Makes a call and goes on with its value; a refusal becomes `failure`. */
  run: <T>(ask: () => Promise<Reply<T>>, onDone?: (value: T) => void | Promise<void>) => void;
  /** Read, and no longer shown. */
  dismissFailure: () => void;
};

export function useCall(): UseCall {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function run<T>(
    ask: () => Promise<Reply<T>>,
    onDone?: (value: T) => void | Promise<void>,
  ): Promise<void> {
    setBusy(true);
    setFailure(null);
    const reply = await ask();
    if (reply.ok) await onDone?.(reply.value);
    else setFailure(reply);
    setBusy(false);
  }

  return {
    busy,
    failure,
    run: (ask, onDone) => void run(ask, onDone),
    dismissFailure: () => setFailure(null),
  };
}
