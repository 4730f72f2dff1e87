/** 照合番号, and the question whether the bank's page shows the same: whoever has seen another one goes no further. */
import type { Token } from '../../shared/state.ts';
import { useDoor } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { useText } from '../strings/use-text.ts';
import { Contact } from './notices/contact.tsx';
import { Digits } from './digits.tsx';
import { Choice } from './fields/choice.tsx';
import { HoldButton } from './fields/hold-button.tsx';
import { FailureNotice } from './notices/failure-notice.tsx';
import { Notice } from './notices/notice.tsx';

/** `''` until it was answered. */
export type Comparison = '' | 'same' | 'notYet' | 'differs';

const holdMs = 3000;

type CheckNumberProps = {
  token: Token;
  number: string;
  answer: Comparison;
  onAnswer: (answer: Comparison) => void;
  /** 次へ was pressed in vain. */
  isRefused: boolean;
  onLater: () => void;
};

export function CheckNumber(props: CheckNumberProps) {
  const { token, number, answer, onAnswer, isRefused, onLater } = props;
  const { completed, practice } = useText();
  const { endPractice } = useDoor();
  const { question, answers, refused } = completed.comparison;
  return (
    <>
      <section className="check-number">
        <div className="check-number-row">
          <h2>{completed.checkNumber}</h2>
          <Digits value={number} label={completed.checkNumber} />
        </div>
        <Choice
          title={question}
          options={answers}
          value={answer}
          complaint={
            isRefused && answer !== 'same' ? refused[answer === '' ? 'none' : answer] : undefined
          }
          onChoose={onAnswer}
        />
        {endPractice && <p>{practice.comparison}</p>}
      </section>
      {answer === 'notYet' && <WhereToLook token={token} onLater={onLater} />}
      {answer === 'differs' && <NotYours token={token} />}
    </>
  );
}

function WhereToLook({ token, onLater }: { token: Token; onLater: () => void }) {
  const { completed, firstUse } = useText();
  const { call } = useDoor();
  return (
    <Notice kind="info" comesIntoView>
      <p>{completed.comparison.where}</p>
      <div className="notice-actions">
        <button
          type="button"
          className="secondary"
          onClick={() => void call('openBankSite', { tokenId: token.id })}
        >
          {firstUse.open}
        </button>
        <button type="button" className="quiet" onClick={onLater}>
          {completed.comparison.later}
        </button>
      </div>
    </Notice>
  );
}

/** Somebody else's token stands at the institution: this one is no use to anybody, and can go at once. */
function NotYours({ token }: { token: Token }) {
  const { completed, holding } = useText();
  const { call, endPractice } = useDoor();
  const { busy, failure, run } = useCall();
  const { differsTitle, differs, discard } = completed.comparison;
  return (
    <>
      <Notice kind="error" title={differsTitle}>
        {differs.map((step) => (
          <p key={step}>{step}</p>
        ))}
        <Contact institution={token.institution} />
      </Notice>
      {failure !== null && <FailureNotice failure={failure} institution={token.institution} />}
      {!endPractice && (
        <HoldButton
          label={discard}
          holdingLabel={holding}
          holdMs={holdMs}
          disabled={busy}
          onHeld={() => run(() => call('removeToken', { tokenId: token.id }))}
        />
      )}
    </>
  );
}
