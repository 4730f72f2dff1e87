/** What follows a new token, once: completion (A03), its name (A04), the caution (A05). */
import { useState } from 'react';
import type { Output, Reply } from '../../shared/contract.ts';
import type { Clock, Token } from '../../shared/state.ts';
import { useCall } from '../hooks/use-call.ts';
import { useStanding } from '../hooks/use-standing.ts';
import type { Comparison } from '../parts/check-number.tsx';
import { NameForm } from '../parts/fields/name-form.tsx';
import { useText } from '../strings/use-text.ts';
import { CautionScreen } from './caution.tsx';
import { CompletedScreen } from './completed.tsx';

type IntroductionProps = {
  token: Token;
  checkNumber: string;
  clock: Clock;
  isFirst: boolean;
  onDone: () => Promise<Reply<Output<'finishIntroduction'>>>;
};

export function Introduction({ token, checkNumber, clock, isFirst, onDone }: IntroductionProps) {
  const text = useText();
  const [step, setStep] = useState<'completed' | 'name' | 'caution'>('completed');
  const [answer, setAnswer] = useState<Comparison>('');
  const { failure, run } = useCall();
  const asked = useStanding(token.id);
  const standing = token.condition === 'released' ? 'ended' : asked;

  switch (standing === 'ended' ? 'completed' : step) {
    case 'completed':
      return (
        <CompletedScreen
          token={token}
          checkNumber={checkNumber}
          clock={clock}
          isFirst={isFirst}
          standing={standing}
          answer={answer}
          onAnswer={setAnswer}
          onNext={() => setStep('name')}
          onEnded={() => run(onDone)}
        />
      );
    case 'name':
      return (
        <NameForm
          number="A04"
          step={3}
          title={text.name.title}
          token={token}
          onBack={() => setStep('completed')}
          onSaved={() => setStep('caution')}
        />
      );
    case 'caution':
      return (
        <CautionScreen
          failure={failure}
          onBack={() => setStep('name')}
          onAccept={() => run(onDone)}
        />
      );
  }
}
