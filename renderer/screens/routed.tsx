/** The screens that open from 設定, from the menus and by their keys. */
import { maxTokens } from '../../shared/limits.ts';
import type { State } from '../../shared/state.ts';
import { adoptStyles } from '../styles/later/adopt-styles.ts';
import styles from '../styles/later/screens.css?inline';
import type { Route, Navigation } from '../navigation.ts';
import { AboutScreen } from './about.tsx';
import { ActivationScreen } from './activation.tsx';
import type { IdsDraft } from './activation.tsx';
import { CheckClockScreen } from './check-clock.tsx';
import { DiagnosisScreen } from './diagnosis.tsx';
import { DisplayScreen } from './display.tsx';
import { HelpScreen } from './help.tsx';
import { NoMailScreen } from './no-mail.tsx';
import { NoRoomScreen } from './no-room.tsx';
import { LicencesScreen } from './licences.tsx';
import { OrderTokensScreen } from './order-tokens.tsx';
import { PasscodeScreen } from './passcode.tsx';
import { PracticeScreen } from './practice.tsx';
import { RecordScreen } from './record.tsx';
import { RemoveTokenScreen } from './remove-token.tsx';
import { RenameTokenScreen } from './rename-token.tsx';
import { RenewTokenScreen } from './renew-token.tsx';
import { SettingsScreen } from './settings.tsx';
import { TermsScreen } from './terms.tsx';

adoptStyles(styles);

/** No screens, but needed as late as they are. */
export { MiniCode } from '../parts/code/mini-code.tsx';
export { LinkDialog } from '../parts/dialogs/link-dialog.tsx';
export { PasscodeScreen } from './passcode.tsx';
export { ShortcutsDialog } from '../parts/dialogs/shortcuts-dialog.tsx';

type RoutedScreenProps = {
  route: Route;
  state: State;
  navigation: Navigation;
  draft: IdsDraft;
};

export function RoutedScreen({ route, state, navigation, draft }: RoutedScreenProps) {
  const { back, go } = navigation;
  const tokens = state.status === 'ready' ? state.tokens : [];
  switch (route) {
    case 'settings':
      return <SettingsScreen state={state} onBack={back} onGo={go} />;
    case 'add':
      if (tokens.length >= maxTokens) {
        return <NoRoomScreen onBack={back} onRemove={() => go('remove')} />;
      }
      return state.status === 'ready' ? (
        <ActivationScreen
          key={draft.linkNumber}
          pending={state.pending}
          clock={state.clock}
          draft={draft}
          onBack={back}
          onNoMail={() => go('noMail')}
        />
      ) : null;
    case 'rename':
      return <RenameTokenScreen tokens={tokens} onBack={back} />;
    case 'order':
      return <OrderTokensScreen tokens={tokens} onBack={back} />;
    case 'remove':
      return <RemoveTokenScreen tokens={tokens} onBack={back} onDone={navigation.home} />;
    case 'renew':
      return <RenewTokenScreen tokens={tokens} onBack={back} />;
    case 'clock':
      return state.status === 'ready' ? (
        <CheckClockScreen clock={state.clock} onBack={back} />
      ) : null;
    case 'passcode':
      return state.status === 'ready' ? <PasscodeScreen state={state} onBack={back} /> : null;
    case 'display':
      return <DisplayScreen settings={state.view.settings} onBack={back} />;
    case 'diagnosis':
      return <DiagnosisScreen update={state.view.update} onBack={back} />;
    case 'help':
      return (
        <HelpScreen onBack={back} onGo={go} onShortcuts={() => navigation.openShortcuts(true)} />
      );
    case 'record':
      return <RecordScreen tokens={tokens} onBack={back} />;
    case 'practice':
      return <PracticeScreen onBack={back} />;
    case 'noMail':
      return <NoMailScreen ids={draft.ids} onBack={back} />;
    case 'terms':
      return <TermsScreen onBack={back} />;
    case 'about':
      return <AboutScreen onBack={back} onGo={go} />;
    case 'licences':
      return <LicencesScreen onBack={back} />;
  }
}
