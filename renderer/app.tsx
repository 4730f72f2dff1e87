/** Which screen is open: what main's state calls for, and above it the customer's own way through the settings. */
import { Activity, useState } from 'react';
import type { State } from '../shared/state.ts';
import { useAppearance } from './hooks/use-appearance.ts';
import { useFocusKept } from './hooks/use-first-focus.ts';
import { TextPercent } from './hooks/use-is-wide.ts';
import { codeIsAll, useMiniWindow } from './hooks/use-mini-window.ts';
import type { MiniWindow } from './hooks/use-mini-window.ts';
import { usePressGuard } from './hooks/use-press-guard.ts';
import { call, useAppState } from './bridge.ts';
import { ClockQuestionDialog } from './parts/dialogs/clock-question-dialog.tsx';
import { DamagedSettingsDialog } from './parts/dialogs/damaged-settings-dialog.tsx';
import { tokenToIntroduce } from './introduction.ts';
import { useNavigation } from './navigation.ts';
import type { Navigation } from './navigation.ts';
import { VaultNoticeDialog } from './parts/dialogs/vault-notice-dialog.tsx';
import { useLink } from './hooks/use-link.ts';
import { noIds } from './screens/activation.tsx';
import type { IdsDraft } from './screens/activation.tsx';
import { BlockedScreen } from './screens/blocked.tsx';
import { HomeScreen } from './screens/home.tsx';
import type { HomeScreenProps } from './screens/home.tsx';
import { LockedScreen } from './screens/locked.tsx';
import { StartingScreen } from './screens/starting.tsx';
import { useRouted } from './screens/use-routed.ts';
import { languageOf } from '../shared/language.ts';
import { TextContext, useTextIn } from './strings/use-text.ts';

export function App() {
  const state = useAppState();
  const { settings } = state.view;
  const language = languageOf(settings.language, navigator.language);
  const text = useTextIn(language);
  useAppearance(settings, text?.language ?? language);
  usePressGuard();
  useFocusKept();
  if (text === undefined) return null;
  return (
    <TextContext value={text}>
      <TextPercent value={settings.textPercent}>
        <Screens state={state} />
      </TextPercent>
    </TextContext>
  );
}

function Screens({ state }: { state: State }) {
  const [wantsMini, setMini] = useState(false);
  const navigation = useNavigation(state, tokenToIntroduce(state) !== undefined, () =>
    setMini(!wantsMini),
  );
  const isAtHome = navigation.route === undefined && !navigation.shortcutsOpen;
  const routed = useRouted(state.status === 'starting', wantsMini || !isAtHome);
  const mini = useMiniWindow(wantsMini, isAtHome && codeIsAll(state), setMini, routed?.MiniCode);
  // The screen that is left stands until the one that is opened has come.
  const route = routed && navigation.route;
  const question = state.status === 'ready' ? state.clock.question : null;
  /** What was typed of a token's IDs, at home or in トークン追加. */
  const [ids, onIds] = useState(noIds);
  const [linkNumber, setLinkNumber] = useState(0);
  const draft = { ids, onIds, linkNumber };
  const [hasBegun, setHasBegun] = useState(false);
  const isWelcome = !hasBegun && route === undefined && ids.serviceId + ids.userId === '';
  const link = useLink(state, isWelcome, (number, found) => {
    onIds(found);
    setLinkNumber(number);
    if (state.status === 'ready' && state.tokens.length > 0) navigation.goStraight('add');
    else navigation.home();
  });
  const notice = state.status === 'ready' ? state.notices[0] : undefined;

  return (
    <>
      {/* What was typed at home is still there after a look at the help. */}
      <Activity mode={route === undefined ? 'visible' : 'hidden'}>
        <Home
          state={state}
          navigation={navigation}
          draft={draft}
          hasBegun={hasBegun}
          mini={mini}
          Passcode={routed?.PasscodeScreen}
          onBegin={() => setHasBegun(true)}
        />
      </Activity>
      {routed && route !== undefined && (
        <routed.RoutedScreen route={route} state={state} navigation={navigation} draft={draft} />
      )}
      {routed && link.offered && (
        <routed.LinkDialog
          key={link.offered.number}
          link={link.offered}
          onTake={link.take}
          onDismiss={link.dismiss}
        />
      )}
      {routed && navigation.shortcutsOpen && (
        <routed.ShortcutsDialog onClose={() => navigation.openShortcuts(false)} />
      )}
      {question !== null && (
        <ClockQuestionDialog key={Math.round(question.offsetMs / 60_000)} question={question} />
      )}
      {notice !== undefined && <VaultNoticeDialog key={notice} code={notice} />}
      {/* Not over what keeps the codes away, where the settings can't be kept either. */}
      {state.view.settingsDamaged && state.status !== 'starting' && state.status !== 'blocked' && (
        <DamagedSettingsDialog onClose={() => void call('changeSettings', {})} />
      )}
    </>
  );
}

type HomeProps = {
  state: State;
  navigation: Navigation;
  draft: IdsDraft;
  mini: MiniWindow;
  Passcode: HomeScreenProps['Passcode'];
  hasBegun: boolean;
  onBegin: () => void;
};

function Home({ state, navigation, draft, mini, Passcode, hasBegun, onBegin }: HomeProps) {
  /** A customer who starts anew has not to look it up again. */
  const keepServiceId = (serviceId: string) => draft.onIds({ ...noIds, serviceId });
  switch (state.status) {
    case 'starting':
      return <StartingScreen />;
    case 'blocked':
      return <BlockedScreen state={state} onStartedAnew={keepServiceId} />;
    case 'locked':
      return <LockedScreen state={state} onStartedAnew={keepServiceId} />;
    case 'ready':
      return (
        <HomeScreen
          state={state}
          draft={draft}
          mini={mini}
          Passcode={Passcode}
          hasBegun={hasBegun}
          onBegin={onBegin}
          onSettings={() => navigation.go('settings')}
          onNoMail={() => navigation.go('noMail')}
          onPractice={() => navigation.go('practice')}
          onRenew={() => navigation.go('renew')}
          onUpdate={() => navigation.go('diagnosis')}
          onIntroduced={navigation.home}
        />
      );
  }
}
