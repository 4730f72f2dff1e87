/** Which screen is open: what main's state calls for, and above it the customer's own way through the settings. */
import { Activity, useState } from 'react';
import type { State } from '../shared/state.ts';
import { useAppearance } from './hooks/use-appearance.ts';
import { call, useAppState } from './bridge.ts';
import { ClockQuestionDialog } from './parts/dialogs/clock-question-dialog.tsx';
import { DamagedSettingsDialog } from './parts/dialogs/damaged-settings-dialog.tsx';
import { ShortcutsDialog } from './parts/dialogs/shortcuts-dialog.tsx';
import { useWay } from './navigation.ts';
import type { Way } from './navigation.ts';
import { VaultNoticeDialog } from './parts/dialogs/vault-notice-dialog.tsx';
import { BlockedScreen } from './screens/blocked.tsx';
import { HomeScreen } from './screens/home.tsx';
import { LockedScreen } from './screens/locked.tsx';
import { PlaceScreen } from './screens/routed.tsx';
import { StartingScreen } from './screens/starting.tsx';
import { TextContext, textFor } from './strings/use-text.ts';

export function App() {
  const state = useAppState();
  const { settings } = state.view;
  const text = textFor(settings.language === 'system' ? navigator.language : settings.language);
  useAppearance(settings, text.language);
  return (
    <TextContext value={text}>
      <Screens state={state} />
    </TextContext>
  );
}

function Screens({ state }: { state: State }) {
  // A code that is being read is not interrupted; the introduction follows when it is closed.
  const introduced =
    state.status === 'ready' && state.openToken === null
      ? state.tokens.find((token) => token.introduction)
      : undefined;
  const way = useWay(state, introduced !== undefined);
  const question = state.status === 'ready' ? state.clock.question : null;
  const notice = state.status === 'ready' ? state.notices[0] : undefined;

  return (
    <>
      {/* What was typed at home is still there after a look at the help. */}
      <Activity mode={way.place === undefined ? 'visible' : 'hidden'}>
        <Home state={state} way={way} />
      </Activity>
      {way.place !== undefined && <PlaceScreen place={way.place} state={state} way={way} />}
      {way.shortcutsOpen && <ShortcutsDialog onClose={() => way.openShortcuts(false)} />}
      {question !== null && (
        <ClockQuestionDialog key={Math.round(question.offsetMs / 60_000)} question={question} />
      )}
      {notice !== undefined && <VaultNoticeDialog key={notice} code={notice} />}
      {state.view.settingsDamaged && state.status !== 'starting' && (
        <DamagedSettingsDialog onClose={() => void call('changeSettings', {})} />
      )}
    </>
  );
}

function Home({ state, way }: { state: State; way: Way }) {
  /** What a customer who starts anew has not to look up again. */
  const [serviceId, setServiceId] = useState('');
  switch (state.status) {
    case 'starting':
      return <StartingScreen />;
    case 'blocked':
      return <BlockedScreen state={state} onStartedAnew={setServiceId} />;
    case 'locked':
      return <LockedScreen state={state} onStartedAnew={setServiceId} />;
    case 'ready':
      return (
        <HomeScreen
          state={state}
          serviceId={serviceId}
          onSettings={() => way.go('settings')}
          onRenew={() => way.go('renew')}
          onIntroduced={way.home}
        />
      );
  }
}
