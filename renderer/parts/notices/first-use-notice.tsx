/** On A06 until 利用開始 is done at the institution: what comes next, and the way there. */
import { useEffect } from 'react';
import type { Token } from '../../../shared/state.ts';
import { call } from '../../bridge.ts';
import { useText } from '../../strings/use-text.ts';
import { Digits } from '../digits.tsx';
import { Notice } from './notice.tsx';

type FirstUseNoticeProps = { token: Token; onOpenSite: () => void };

export function FirstUseNotice({ token, onOpenSite }: FirstUseNoticeProps) {
  const { firstUse, completed } = useText();
  const { id } = token;
  const isOpen = token.firstUse !== null;

  useEffect(() => {
    if (!isOpen) return undefined;
    // Whoever comes back from the bank's page may have done it: the institution knows.
    const ask = () => void call('checkTokenStatus', { tokenId: id });
    ask();
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [id, isOpen]);

  if (token.firstUse === null) return null;
  return (
    <Notice kind="info" title={firstUse.title}>
      <div className="check-number-row">
        <span>{completed.checkNumber}</span>
        <Digits value={token.firstUse.checkNumber} label={completed.checkNumber} />
      </div>
      <div className="notice-actions">
        <button
          type="button"
          className="secondary"
          aria-label={firstUse.openSaid}
          onClick={onOpenSite}
        >
          {firstUse.open}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => void call('finishFirstUse', { tokenId: id })}
        >
          {firstUse.done}
        </button>
      </div>
    </Notice>
  );
}
