/** A05 注意: what must be known before the first code is used. */
import type { Failure } from '../bridge.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';

type CautionScreenProps = { failure: Failure | null; onBack: () => void; onAccept: () => void };

export function CautionScreen({ failure, onBack, onAccept }: CautionScreenProps) {
  const { caution } = useText();
  return (
    <Screen
      number="A05"
      title={caution.title}
      onBack={onBack}
      focusBody
      step={4}
      primary={{ label: caution.ok, onPress: onAccept }}
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <ol className="points">
        {caution.points.map((point) => (
          <li key={point.heading}>
            <h2>{point.heading}</h2>
            <p>{point.text}</p>
          </li>
        ))}
      </ol>
    </Screen>
  );
}
