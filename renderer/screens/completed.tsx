/** A03 初期設定完了 / トークン追加完了: with the check number that must equal the one on the bank's page. */
import type { Clock } from '../../shared/state.ts';
import { clockLine } from '../format/clock-line.ts';
import { Digits } from '../parts/digits.tsx';
import { Icon } from '../parts/icon.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';

type CompletedScreenProps = {
  checkNumber: string;
  clock: Clock;
  isFirst: boolean;
  onNext: () => void;
};

export function CompletedScreen({ checkNumber, clock, isFirst, onNext }: CompletedScreenProps) {
  const text = useText();
  const { completed } = text;
  return (
    <Screen
      number="A03"
      title={isFirst ? completed.firstTitle : completed.addTitle}
      primary={{ label: completed.next, onPress: onNext }}
    >
      <p className="success">
        <Icon name="check" />
        <span>{isFirst ? completed.first : completed.added}</span>
      </p>
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
