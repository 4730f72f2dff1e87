/** A link from the mail or the bank's page: taken at once where nothing is left by it, else offered. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { Ready, State } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { tokenToIntroduce } from '../introduction.ts';
import type { MailIds } from '../parts/dialogs/mail-dialog.tsx';

export type Link = NonNullable<Ready['link']>;

/** @param onTaken opens the form with the IDs of the link of this number */
export function useLink(
  state: State,
  isWelcome: boolean,
  onTaken: (number: number, ids: MailIds) => void,
): { offered: Link | null; take: (link: Link) => void; dismiss: (link: Link) => void } {
  /** Until main has heard of it, too, it is not offered again. */
  const [doneNumber, setDoneNumber] = useState(0);
  const open = state.status === 'ready' && !isBusy(state) ? state.link : null;
  const waiting = open !== null && open.number > doneNumber ? open : null;
  const isBlank =
    state.status === 'ready' && state.tokens.length === 0 && state.pending.length === 0;
  const takesAtOnce = isWelcome && isBlank && waiting !== null && waiting.ids !== null;

  function dismiss({ number }: Link): void {
    setDoneNumber(number);
    void call('finishLink', { number });
  }
  function take(link: Link): void {
    dismiss(link);
    if (link.ids !== null) onTaken(link.number, link.ids);
  }

  const takeWaiting = useEffectEvent(() => waiting !== null && take(waiting));
  useEffect(() => {
    // Once this drawing is done: to take it draws anew.
    if (takesAtOnce) queueMicrotask(() => takeWaiting());
  }, [takesAtOnce]);

  return { offered: takesAtOnce ? null : waiting, take, dismiss };
}

/** Neither a request under way nor the introduction of a new token is interrupted: the link waits. */
const isBusy = (state: Ready): boolean =>
  state.pending.some(({ sending }) => sending) || tokenToIntroduce(state) !== undefined;
