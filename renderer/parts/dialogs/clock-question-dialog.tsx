/** The institution's time is more than a day from what the app went by: taken only with the customer's yes. */
import { useState } from 'react';
import type { Clock } from '../../../shared/state.ts';
import { call } from '../../bridge.ts';
import { useText } from '../../strings/use-text.ts';
import { Dialog } from './dialog.tsx';

type Question = NonNullable<Clock['question']>;

export function ClockQuestionDialog({ question }: { question: Question }) {
  const { clock, clockQuestion } = useText();
  const [isPutOff, setIsPutOff] = useState(false);
  if (isPutOff) return null;
  const later = () => setIsPutOff(true);
  return (
    <Dialog
      title={clockQuestion.title}
      onClose={later}
      error={{ code: 'clock-far-off' }}
      actions={
        <>
          <button type="button" className="secondary" onClick={() => void call('acceptClock')}>
            {clockQuestion.yes}
          </button>
          <button type="button" className="quiet" onClick={later}>
            {clockQuestion.no}
          </button>
        </>
      }
    >
      <p className="dialog-lead sentence">
        {clockQuestion.lead(clock.about(Math.abs(question.offsetMs)))}
      </p>
      <p>{clockQuestion.ask}</p>
    </Dialog>
  );
}
