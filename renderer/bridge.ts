/** The page's end of the one door to main: calls that always answer, and the state as it is now. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { firstView } from './hooks/use-appearance.ts';
import type { Bridge, CallName, Input, Output, Reply } from '../shared/contract.ts';
import type { Bound, State } from '../shared/state.ts';

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface adds to the DOM's own
  interface Window {
    readonly bridge: Bridge;
  }
}

/** A refusal as a screen shows it. */
export type Failure = Extract<Reply<never>, { ok: false }>;

/** Never rejects: a broken door is an error with a number like any other. */
export function call<N extends CallName>(
  ...request: Input<N> extends void ? [name: N] : [name: N, input: Input<N>]
): Promise<Reply<Output<N>>> {
  const broken: Failure = { ok: false, code: 'internal', facts: {} };
  return window.bridge.call<N>(...request).catch(() => broken);
}

/** Who answers a screen: main, or while practising the page itself (renderer/practice-bridge.ts). */
export type Door = {
  call: typeof call;
  /** Null but while practising: then every screen and dialog is marked, and this ends it. */
  endPractice: (() => void) | null;
};

export const DoorContext = createContext<Door>({ call, endPractice: null });
export const useDoor = (): Door => useContext(DoorContext);

let state: State = { status: 'starting', view: firstView };
let announced = false;

const listeners = new Set<() => void>();

function set(next: State): void {
  state = next;
  for (const onChange of listeners) onChange();
}

/** To be called once, by the page's first statement. */
export function followMain(): void {
  window.bridge.subscribe((next) => {
    announced = true;
    set(next);
  });
  void readFirst();
}

async function readFirst(): Promise<void> {
  const reply = await call('getState');
  // Whatever was announced since the question is newer than the answer.
  if (announced) return;
  set(
    reply.ok
      ? reply.value
      : { status: 'blocked', view: firstView, code: reply.code, unsealed: [], final: false },
  );
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

export function useAppState(): State {
  return useSyncExternalStore(subscribe, () => state);
}

/** Whether the institution has taken this choice from the customer on this PC. */
export const useIsBound = (choice: Bound): boolean => useAppState().view.bound.includes(choice);
