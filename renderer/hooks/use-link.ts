/** A link from the mail or the bank's page: taken at once where nothing is left by it, else offered. */
import { useEffect, useEffectEvent } from 'react';
import type { Ready, State } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import type { MailIds } from '../parts/dialogs/mail-dialog.tsx';

export type Link = NonNullable<Ready['link']>;

/** @param onTaken opens the form with the IDs of the link of this number */
export function useLink(
  state: State,
  isWelcome: boolean,
  onTaken: (number: number, ids: MailIds) => void,
): { offered: Link | null; take: (link: Link) => void } {
  const waiting = state.status === 'ready' && !isBusy(state) ? state.link : null;
  const isBlank =
    state.status === 'ready' && state.tokens.length === 0 && state.pending.length === 0;
  const takesAtOnce = isWelcome && isBlank && waiting !== null && waiting.ids !== null;

  function take({ number, ids }: Link): void {
    void call('finishLink', { number });
    if (ids !== null) onTaken(number, ids);
  }

  const takeWaiting = useEffectEvent(() => waiting !== null && take(waiting));
  useEffect(() => {
    if (takesAtOnce) takeWaiting();
  }, [takesAtOnce]);

  return { offered: takesAtOnce ? null : waiting, take };
}

/** Neither a request under way nor the introduction of a new token is interrupted: the link waits. */
const isBusy = (state: Ready): boolean =>
  state.pending.some(({ sending }) => sending) ||
  (state.openToken === null && state.tokens.some((token) => token.introduction !== null));
