/**
 * A03 初期設定完了 / トークン追加完了: with the check number that must equal the one on the bank's page. It
 * congratulates once the institution has said that it takes the token's codes, and follows that while open.
 */
import type { Clock, Token } from '../../shared/state.ts';
import { clockLine } from '../format/clock-line.ts';
import type { Standing } from '../hooks/use-standing.ts';
import { Contact } from '../parts/contact.tsx';
import { Digits } from '../parts/digits.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';

type CompletedScreenProps = {
  token: Token;
  checkNumber: string;
  clock: Clock;
  isFirst: boolean;
  standing: Standing;
  onNext: () => void;
  /** The token is of no use: there is nothing to name. */
  onEnded: () => void;
};

export function CompletedScreen(props: CompletedScreenProps) {
  const { token, checkNumber, clock, isFirst, standing, onNext, onEnded } = props;
  const text = useText();
  const { completed } = text;

  if (standing === 'ended') {
    return (
      <Screen
        number="A03"
        title={completed.endedTitle}
        primary={{ label: completed.next, onPress: onEnded }}
      >
        <Notice kind="error">
          <p>{completed.ended(token.institution.name[text.directoryLanguage])}</p>
          {completed.endedSteps.map((step) => (
            <p key={step}>{step}</p>
          ))}
          <Contact institution={token.institution} />
        </Notice>
      </Screen>
    );
  }
  return (
    <Screen
      number="A03"
      focusBody
      step={2}
      title={isFirst ? completed.firstTitle : completed.addTitle}
      primary={
        standing === 'asking'
          ? { label: completed.asking, busy: true, onPress: onNext }
          : { label: completed.next, onPress: onNext }
      }
    >
      {standing === 'alive' && (
        <p className="success">
          <Icon name="check" />
          <span>{isFirst ? completed.first : completed.added}</span>
        </p>
      )}
      {standing === 'unknown' && (
        <Notice kind="caution">
          <p>{completed.unknown}</p>
        </Notice>
      )}
      <p>{clockLine(clock, text)}</p>
      <p>{completed.everyMinute}</p>
      <section className="check-number">
        <h2>{completed.checkNumber}</h2>
        <Digits value={checkNumber} label={completed.checkNumber} />
        <p>{completed.checkNumberUse}</p>
      </section>
    </Screen>
  );
}
