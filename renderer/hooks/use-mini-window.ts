/** The mini window: on while there is a code to show in it and nothing else to say, by the customer's choice. */
import { useEffect } from 'react';
import type { State } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import type { Mini } from '../parts/code/mini-code.tsx';

export type MiniWindow = {
  /** What the code stands in; null in the full window. */
  Frame: Mini['Frame'] | null;
  toggle: () => void;
};

/** Whether the code is all there is to show: whatever needs to be read has the full window. */
export function codeIsAll(state: State): boolean {
  return (
    state.status === 'ready' &&
    state.tokens.some(({ id }) => id === state.openToken?.id) &&
    state.clock.doubt !== 'wrong' &&
    state.clock.question === null &&
    state.link === null &&
    state.notices.length === 0 &&
    !state.view.settingsDamaged
  );
}

/**
 * @param mayBe what ends it ends it for good: nothing gets small by itself
 * @param Frame undefined until the later screens have come, and it with them
 */
export function useMiniWindow(
  wanted: boolean,
  mayBe: boolean,
  set: (on: boolean) => void,
  Frame: Mini['Frame'] | undefined,
): MiniWindow {
  const isOn = wanted && mayBe && Frame !== undefined;
  if (wanted && !mayBe) set(false);
  useEffect(() => {
    if (!isOn) return undefined;
    void call('takeShape', { shape: 'mini' });
    return () => void call('takeShape', { shape: 'full' });
  }, [isOn]);
  return { Frame: isOn ? Frame : null, toggle: () => set(!wanted) };
}
