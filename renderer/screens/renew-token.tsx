/** A11 有効期限の更新: which token, where several can be renewed, the old date and the new one. */
import { Fragment, useState } from 'react';
import type { Token } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { Drawing } from '../parts/drawing.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { InstitutionMark } from '../parts/institution-mark.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { TokenList } from '../parts/token-list.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';
import { Name } from '../parts/name.tsx';

type RenewTokenScreenProps = { tokens: Token[]; onBack: () => void };

export function RenewTokenScreen({ tokens, onBack }: RenewTokenScreenProps) {
  const { directoryLanguage, date } = useText();
  const { renewal } = useRoutedText();
  const open = tokens.filter((token) => token.renewal !== null);
  const only = open.length === 1 ? open[0] : undefined;
  const [chosen, setChosen] = useState<Token | undefined>(only);
  const [renewed, setRenewed] = useState<{ id: string } | null>(null);
  const token = tokens.find(({ id }) => id === (renewed ?? chosen)?.id);

  if (chosen === undefined || token === undefined) {
    return (
      <Screen key="choose" number="A11" title={renewal.title} onBack={onBack}>
        {tokens.length < 4 && <Drawing name="calendar" />}
        <p>{open.length === 0 ? renewal.notYet : renewal.chooseLead}</p>
        {open.length > 0 && <TokenList tokens={open} onChoose={setChosen} />}
        {open.length === 0 && (
          <dl className="facts">
            {tokens.map(({ id, name, expiresAt }) => (
              <Fragment key={id}>
                <dt className="name">
                  <Name>{name[directoryLanguage]}</Name>
                </dt>
                <dd>{date(expiresAt)}</dd>
              </Fragment>
            ))}
          </dl>
        )}
      </Screen>
    );
  }
  return (
    <Renewal
      key="renew"
      token={token}
      before={chosen.expiresAt}
      isDone={renewed !== null}
      onBack={only ? onBack : () => setChosen(undefined)}
      onRenewed={(id) => setRenewed({ id })}
      onDone={onBack}
    />
  );
}

type RenewalProps = {
  token: Token;
  before: number;
  isDone: boolean;
  onBack: () => void;
  onRenewed: (tokenId: string) => void;
  onDone: () => void;
};

function Renewal({ token, before, isDone, onBack, onRenewed, onDone }: RenewalProps) {
  const { directoryLanguage, date } = useText();
  const { renewal } = useRoutedText();
  const { busy, failure, run } = useCall();
  const isBusy = busy || token.renewal?.sending === true;

  function renew() {
    run(
      () => call('renewToken', { tokenId: token.id }),
      ({ tokenId }) => onRenewed(tokenId),
    );
  }

  return (
    <Screen
      key={isDone ? 'done' : 'renew'}
      number="A11"
      title={renewal.title}
      focusBody
      primary={
        isDone
          ? { label: renewal.next, onPress: onDone }
          : {
              label: isBusy ? renewal.renewing : renewal.renew,
              busy: isBusy,
              onPress: renew,
            }
      }
      {...(isBusy || isDone ? {} : { onBack })}
    >
      <Drawing name="calendar" />
      {failure !== null && (
        <FailureNotice failure={failure} institution={token.institution} nothingTyped />
      )}
      {isDone && (
        <Notice kind="good">
          <p>{renewal.done}</p>
        </Notice>
      )}
      {!isBusy && token.renewal?.unanswered === true && (
        <Notice kind="caution">
          <p>{renewal.unanswered}</p>
        </Notice>
      )}
      <p className="preview-name">
        <InstitutionMark institution={token.institution} />
        <span className="name">
          <Name>{token.name[directoryLanguage]}</Name>
        </span>
      </p>
      {!isDone && <p>{renewal.lead}</p>}
      <dl className="facts">
        <dt>{renewal.before}</dt>
        <dd>{date(before)}</dd>
        {isDone && (
          <>
            <dt>{renewal.after}</dt>
            <dd>{date(token.expiresAt)}</dd>
          </>
        )}
      </dl>
    </Screen>
  );
}
