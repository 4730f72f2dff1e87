/** A13 ロック解除: the passcode, the tries left or the wait in words, and a way on for whom it is forgotten. */
import { useEffect, useState } from 'react';
import { freePasscodeTries } from '../../shared/limits.ts';
import type { Locked } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { useRefusal } from '../hooks/use-refusal.ts';
import { Drawing } from '../parts/drawing.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { PasswordField } from '../parts/fields/password-field.tsx';
import { Screen } from '../parts/screen.tsx';
import { StartAnew } from '../parts/start-anew.tsx';
import { useText } from '../strings/use-text.ts';

type LockedScreenProps = { state: Locked; onStartedAnew: (serviceId: string) => void };

export function LockedScreen({ state, onStartedAnew }: LockedScreenProps) {
  const { lock } = useText();
  const [passcode, setPasscode] = useState('');
  const { busy, failure, run } = useCall();
  const isWaiting = useIsBefore(state.retryAt);
  const refusal = useRefusal<'unlock'>();

  const complaint =
    isWaiting && state.retryAt !== null
      ? lock.wait(state.retryAt)
      : passcode === ''
        ? lock.missing
        : undefined;

  async function unlock(byTouchId: boolean) {
    const reply = await (byTouchId ? call('unlockByTouchId') : call('unlock', { passcode }));
    setPasscode('');
    refusal.forget();
    return reply;
  }

  return (
    <Screen
      number="A13"
      title={lock.title}
      primary={{
        label: busy ? lock.unlocking : lock.unlock,
        busy,
        onPress: () =>
          complaint === undefined ? run(() => unlock(false)) : refusal.refuse('unlock'),
      }}
    >
      <Drawing name="lock" />
      <p>{lock.lead}</p>
      <PasswordField
        label={lock.label}
        complaint={refusal.of === null ? undefined : complaint}
        hint={
          isWaiting && state.retryAt !== null
            ? lock.wait(state.retryAt)
            : state.triesLeft < freePasscodeTries && state.triesLeft > 0
              ? lock.triesLeft(state.triesLeft)
              : ''
        }
        value={passcode}
        readOnly={busy}
        firstFocus
        onValue={setPasscode}
      />
      {state.touchId && (
        <button
          type="button"
          className="secondary"
          disabled={busy}
          onClick={() => (isWaiting ? refusal.refuse('unlock') : run(() => unlock(true)))}
        >
          {lock.touchId}
        </button>
      )}
      {failure && <FailureNotice failure={failure} />}
      <details>
        <summary>{lock.forgotten}</summary>
        <p>{lock.forgottenText}</p>
        <StartAnew unsealed={state.unsealed} onStarted={onStartedAnew} />
      </details>
    </Screen>
  );
}

/** Looks again when the instant has come. */
function useIsBefore(at: number | null): boolean {
  const [passed, setPassed] = useState<number | null>(null);
  useEffect(() => {
    if (at === null) return undefined;
    const timer = setTimeout(() => setPassed(at), Math.max(0, at - Date.now()) + 50);
    return () => clearTimeout(timer);
  }, [at]);
  return at !== null && at !== passed;
}
