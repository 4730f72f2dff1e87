/** A07 トークン選択: the list of tokens, when there are two or more or the only one can't be used. */
import type { PendingActivation, Token } from '../../shared/state.ts';
import type { Failure } from '../bridge.ts';
import { Drawing } from '../parts/drawing.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { PendingNotices } from '../parts/notices/pending-notices.tsx';
import { Screen } from '../parts/screen.tsx';
import { searchFrom, TokenList } from '../parts/token-list.tsx';
import { useText } from '../strings/use-text.ts';

/** A list as short as this leaves half of the window empty. */
const drawnBelow = 4;

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
  const isLong = tokens.length >= searchFrom;
  const count = <span className="soft">{choose.count(tokens.length)}</span>;
  const isNoneUsable = tokens.every(({ condition }) => condition !== 'usable');
  const lead = isNoneUsable ? choose.noneUsable : isLong ? null : choose.lead;
  return (
    <Screen number="A07" title={choose.title} onSettings={onSettings}>
      <PendingNotices pending={pending} />
      {failure !== null && <FailureNotice failure={failure} />}
      {tokens.length < drawnBelow && <Drawing name="tokens" />}
      {lead !== null && (
        <p className="list-lead">
          <span>{lead}</span>
          {!isLong && count}
        </p>
      )}
      <TokenList
        tokens={tokens}
        startId={lastTokenId}
        onChoose={onChoose}
        besideSearch={isLong && count}
      />
    </Screen>
  );
}
