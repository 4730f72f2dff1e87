/** A00 ようこそ: before the first set-up, what to have ready, and the ways on for whom something is missing. */
import type { Clock } from '../../shared/state.ts';
import { clockLine } from '../format/clock-line.ts';
import { Notice } from '../parts/notices/notice.tsx';
import { WelcomeDrawing } from '../parts/welcome-drawing.tsx';
import { Icon } from '../parts/icon.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';

type WelcomeScreenProps = {
  clock: Clock;
  onBegin: () => void;
  onNoMail: () => void;
  onPractice: () => void;
  onBigger: () => void;
  onSettings: () => void;
};

export function WelcomeScreen(props: WelcomeScreenProps) {
  const { clock, onBegin, onNoMail, onPractice, onBigger, onSettings } = props;
  const text = useText();
  const { welcome } = text;
  return (
    <Screen
      number="A00"
      title={welcome.title}
      primary={{ label: welcome.begin, onPress: onBegin }}
      onSettings={onSettings}
    >
      <div className="welcome">
        {clock.doubt === 'wrong' && (
          <Notice kind="caution">
            <p>{clockLine(clock, text)}</p>
          </Notice>
        )}
        <WelcomeDrawing />
        <p className="lead">{welcome.lead}</p>
        <h2>{welcome.readyTitle}</h2>
        <ul className="welcome-things">
          {welcome.ready.map((thing) => (
            <li key={thing}>
              <Icon name="check" />
              <span>{thing}</span>
            </li>
          ))}
        </ul>
        <p className="soft">{welcome.before}</p>
        <button type="button" className="secondary" onClick={onNoMail}>
          {welcome.noMail}
        </button>
        <div className="welcome-ways">
          <button type="button" className="secondary" onClick={onPractice}>
            {welcome.practise}
          </button>
          <button type="button" className="secondary" onClick={onBigger}>
            {welcome.bigger}
          </button>
        </div>
      </div>
    </Screen>
  );
}
