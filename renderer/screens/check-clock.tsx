/** A12 時刻の確認: the PC's time beside the institution's, and the difference in plain words. */
import { useState } from 'react';
import type { Clock } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { clockLine } from '../format/clock-line.ts';
import { useNow } from '../hooks/use-now.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Notice, NoticeButton } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';

type CheckClockScreenProps = { clock: Clock; onBack: () => void };

export function CheckClockScreen({ clock, onBack }: CheckClockScreenProps) {
  const text = useText();
  const { clockCheck } = useRoutedText();
  const now = useNow();
  const [isChecked, setIsChecked] = useState(false);
  const { busy, failure, run } = useCall();

  function check() {
    setIsChecked(false);
    run(
      () => call('checkClock'),
      () => setIsChecked(true),
    );
  }

  const { offsetMs, checkedAt, doubt } = clock;
  return (
    <Screen
      number="A12"
      title={clockCheck.title}
      onBack={onBack}
      focusBody
      primary={{
        label: busy ? clockCheck.checking : clockCheck.checkNow,
        busy,
        onPress: check,
      }}
    >
      {failure !== null && <FailureNotice failure={failure} nothingTyped />}
      <Notice kind={doubt === 'none' ? 'good' : 'caution'}>
        <p>{clockLine(clock, text, now)}</p>
        {clock.question !== null && <ClockQuestion question={clock.question} />}
      </Notice>
      <dl className="facts">
        <dt>{clockCheck.pc}</dt>
        <dd>{clockCheck.moment(now)}</dd>
        <dt>{clockCheck.institution}</dt>
        <dd>{offsetMs === null ? clockCheck.notKnown : clockCheck.moment(now + offsetMs)}</dd>
        <dt>{clockCheck.lastCheck}</dt>
        <dd>{checkedAt === null ? clockCheck.notKnown : clockCheck.moment(checkedAt)}</dd>
      </dl>
      <p className="soft">
        {clockCheck.timeZone(new Intl.DateTimeFormat().resolvedOptions().timeZone)}
      </p>
      <output className="for-readers">{isChecked && clockCheck.checked}</output>
    </Screen>
  );
}

/** What was put off when it was asked is still here to be answered. */
function ClockQuestion({ question }: { question: NonNullable<Clock['question']> }) {
  const { clock, clockQuestion } = useText();
  return (
    <>
      <p>{clockQuestion.lead(clock.about(Math.abs(question.offsetMs)))}</p>
      <NoticeButton onClick={() => void call('acceptClock')}>{clockQuestion.yes}</NoticeButton>
    </>
  );
}
