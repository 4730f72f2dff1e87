/** A18 保管庫の状態: why the tokens can't be opened, that they are still there, and what to do. */
import { useState } from 'react';
import type { Blocked } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { StartAnew } from '../parts/start-anew.tsx';
import { errorSentence } from '../strings/error-text.ts';
import { useText } from '../strings/use-text.ts';

type BlockedScreenProps = { state: Blocked; onStartedAnew: (serviceId: string) => void };

export function BlockedScreen({ state, onStartedAnew }: BlockedScreenProps) {
  const { code, unsealed, final } = state;
  const { blocked, errors } = useText();
  const [trying, setTrying] = useState(false);
  const [tried, setTried] = useState(false);
  const words = errors[code];

  async function retry() {
    setTrying(true);
    setTried(false);
    await call('retryStart');
    // Still here: whatever the answer was, the state is what it was.
    setTrying(false);
    setTried(true);
  }

  return (
    <Screen
      number="A18"
      // Once it is final there are buttons in it.
      focusBody={!final}
      title={blocked.title}
      primary={{
        label: trying ? blocked.retrying : blocked.retry,
        busy: trying,
        onPress: () => void retry(),
      }}
    >
      <Notice kind="error" error={{ code }}>
        <p>{errorSentence(words, {})}</p>
      </Notice>
      <p className="sentence">
        <strong>{blocked.nothingDeleted}</strong>
      </p>
      <section className="steps">
        <h2>{blocked.whatToDo}</h2>
        <ol>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <output>{tried && blocked.unchanged}</output>
      {final && <StartAnew unsealed={unsealed} onStarted={onStartedAnew} />}
    </Screen>
  );
}
