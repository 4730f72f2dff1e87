/**
 * A03 初期設定完了 / トークン追加完了: asks whether the check number equals the one on the bank's page. It
 * congratulates once the institution has said that it takes the token's codes, and follows that while open.
 */
import type { Clock, Token } from '../../shared/state.ts';
import { clockLine } from '../format/clock-line.ts';
import { useRefusal } from '../hooks/use-refusal.ts';
import type { Standing } from '../hooks/use-standing.ts';
import { CheckNumber } from '../parts/check-number.tsx';
import type { Comparison } from '../parts/check-number.tsx';
import { Contact } from '../parts/notices/contact.tsx';
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
  answer: Comparison;
  onAnswer: (answer: Comparison) => void;
  onNext: () => void;
  /** The token is of no use: there is nothing to name. */
  onEnded: () => void;
};

export function CompletedScreen(props: CompletedScreenProps) {
  const { token, checkNumber, clock, isFirst, standing, onNext, onEnded } = props;
  const { answer, onAnswer } = props;
  const text = useText();
  const refusal = useRefusal<'next'>();
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
          : {
              label: completed.next,
              onPress: () => (answer === 'same' ? onNext() : refusal.refuse('next')),
            }
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
      <CheckNumber
        token={token}
        number={checkNumber}
        answer={answer}
        onAnswer={onAnswer}
        isRefused={refusal.of !== null}
        onLater={onNext}
      />
      <p>{completed.everyMinute}</p>
      <p>{clockLine(clock, text)}</p>
    </Screen>
  );
}
