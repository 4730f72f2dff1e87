/** A14 パスコード設定・変更・解除: what it is for, what is lost with it, and when the app locks by itself. */
import { useState } from 'react';
import { passcodeDigits } from '../../shared/limits.ts';
import type { Ready } from '../../shared/state.ts';
import { call, useIsBound } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import type { UseCall } from '../hooks/use-call.ts';
import { useRefusal } from '../hooks/use-refusal.ts';
import { Choice } from '../parts/fields/choice.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { PasswordField } from '../parts/fields/password-field.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';

const empty = { current: '', next: '', again: '' };
type Done = 'changed' | 'removed';
/** `asked`: the token that was chosen shows no code without a passcode. */
type PasscodeScreenProps = { state: Ready; asked?: boolean; onBack: () => void };

export function PasscodeScreen({ state, asked = false, onBack }: PasscodeScreenProps) {
  const { passcode: words, bound } = useText();
  const isBound = useIsBound('passcode');
  const { isSet, isRequired } = state.passcode;
  const { autoLockMinutes } = state.view.settings;
  const [input, setInput] = useState(empty);
  const [done, setDone] = useState<Done | null>(null);
  const { busy, failure, run } = useCall();
  const refusal = useRefusal<'change' | 'remove'>();
  const set = (typed: Partial<typeof empty>) => setInput((before) => ({ ...before, ...typed }));

  function change(next: string | null) {
    const ask = async () => {
      const reply = await call('changePasscode', { current: isSet ? input.current : null, next });
      setInput(empty);
      refusal.forget();
      return reply;
    };
    run(ask, () => setDone(next === null ? 'removed' : 'changed'));
  }

  if (done !== null) {
    return (
      <Screen
        key="done"
        number="A14"
        title={words.title}
        primary={{ label: words.done, onPress: onBack }}
      >
        <Notice kind="good">
          <p>{done === 'changed' ? words.doneTitle : words.removedTitle}</p>
          {done === 'changed' && <p>{words.locksBy(autoLockMinutes)}</p>}
        </Notice>
      </Screen>
    );
  }

  const differs = input.again.length >= input.next.length && input.again !== input.next;
  const lacksCurrent = isSet && input.current === '';
  const lacksNext = refusal.of === 'change' && input.next.length < passcodeDigits.min;
  const lacksAgain = refusal.of === 'change' && input.again !== input.next;
  const complete = input.next.length >= passcodeDigits.min && input.again === input.next;
  return (
    <Screen
      key="form"
      number="A14"
      title={words.title}
      onBack={onBack}
      primary={{
        label: busy ? words.busy : isSet ? words.change : words.set,
        busy,
        onPress: () => (complete && !lacksCurrent ? change(input.next) : refusal.refuse('change')),
      }}
    >
      <p>{asked ? words.required : isSet ? words.isSet : words.notSet}</p>
      <Notice kind="caution">
        <p>{words.ifForgotten}</p>
      </Notice>
      {isSet && (
        <PasswordField
          label={words.current}
          hint=""
          complaint={refusal.of !== null && lacksCurrent ? words.currentMissing : undefined}
          value={input.current}
          readOnly={busy}
          onValue={(current) => set({ current })}
        />
      )}
      <PasswordField
        label={words.next}
        hint={words.hint}
        complaint={lacksNext ? words.nextMissing : undefined}
        value={input.next}
        readOnly={busy}
        onValue={(next) => set({ next })}
      />
      <PasswordField
        label={words.again}
        hint=""
        complaint={differs ? words.different : lacksAgain ? words.againMissing : undefined}
        value={input.again}
        readOnly={busy}
        onValue={(again) => set({ again })}
      />
      {failure && <FailureNotice failure={failure} />}
      {isSet && (
        <>
          <LockChoices state={state} run={run} />
          <button type="button" className="secondary" onClick={() => void call('lock')}>
            {words.lockNow}
          </button>
          {(!isRequired || isBound) && (
            <button
              type="button"
              className="secondary"
              disabled={busy || isBound}
              onClick={() => (lacksCurrent ? refusal.refuse('remove') : change(null))}
            >
              {words.remove}
            </button>
          )}
          {isBound && <p className="soft">{bound}</p>}
        </>
      )}
    </Screen>
  );
}

/** When it locks by itself, and what opens it besides the passcode. */
function LockChoices({ state, run }: { state: Ready; run: UseCall['run'] }) {
  const { passcode: words } = useText();
  const { touchId } = state.passcode;
  const { autoLockMinutes } = state.view.settings;
  const isBound = useIsBound('autoLockMinutes');
  /** An institution can choose any. */
  const offered = isBound ? [String(autoLockMinutes)] : choices;
  return (
    <>
      <Choice
        title={words.minutesTitle}
        options={Object.fromEntries(offered.map((each) => [each, words.minutes(each)]))}
        value={isBound ? String(autoLockMinutes) : nearest(autoLockMinutes)}
        isBound={isBound}
        onChoose={(minutes) => void call('changeSettings', { autoLockMinutes: Number(minutes) })}
      />
      <p className="soft">{words.locksBy(autoLockMinutes)}</p>
      {touchId !== 'absent' && (
        <>
          <Choice
            title={words.touchIdTitle}
            options={words.touchIdChoice}
            value={touchId}
            onChoose={(choice) => run(() => call('chooseTouchId', { on: choice === 'on' }))}
          />
          <p className="soft">{words.touchId}</p>
        </>
      )}
    </>
  );
}

const choices = ['1', '5', '15', '30'];

function nearest(minutes: number): string {
  return choices.findLast((each) => Number(each) <= minutes) ?? '1';
}
