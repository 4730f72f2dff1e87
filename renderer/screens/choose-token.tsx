/** A07 トークン選択: the list of tokens, when there are two or more or the only one can't be used. */
import type { PendingActivation, Token } from '../../shared/state.ts';
import type { Failure } from '../bridge.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { PendingNotices } from '../parts/notices/pending-notices.tsx';
import { Screen } from '../parts/screen.tsx';
import { TokenList } from '../parts/token-list.tsx';
import { useText } from '../strings/use-text.ts';

type ChooseTokenScreenProps = {
  tokens: Token[];
  lastTokenId: string | null;
  pending: PendingActivation[];
  failure: Failure | null;
  onChoose: (token: Token) => void;
  onSettings: () => void;
};

export function ChooseTokenScreen(props: ChooseTokenScreenProps) {
  const { tokens, lastTokenId, pending, failure, onChoose, onSettings } = props;
  const { choose } = useText();
  return (
    <Screen number="A07" title={choose.title} onSettings={onSettings}>
      <PendingNotices pending={pending} />
      {failure !== null && <FailureNotice failure={failure} />}
      <p className="list-lead">
        <span>
          {tokens.some(({ condition }) => condition === 'usable') ? choose.lead : choose.noneUsable}
        </span>
        <span className="soft">{choose.count(tokens.length)}</span>
      </p>
      <TokenList tokens={tokens} startId={lastTokenId} onChoose={onChoose} />
    </Screen>
  );
}
