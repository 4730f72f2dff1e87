/** A08 設定: the way to everything but the code. */
import type { State } from '../../shared/state.ts';
import type { IconName } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Screen } from '../parts/screen.tsx';
import type { Route } from '../navigation.ts';
import { useRoutedText } from '../strings/use-routed-text.ts';

/** Every route but this screen itself and those that another screen leads to. */
type Entry = Exclude<Route, 'settings' | 'licences' | 'record' | 'practice' | 'noMail'>;

const signs: Record<Entry, IconName> = {
  add: 'add',
  rename: 'rename',
  order: 'order',
  renew: 'renew',
  passcode: 'passcode',
  clock: 'wait',
  display: 'display',
  diagnosis: 'diagnosis',
  help: 'question',
  terms: 'terms',
  about: 'info',
  remove: 'remove',
};

/** In the order of the customer's manual; `tokens` is how many an entry is good for. */
const groups: { entry: Entry; tokens: number }[][] = [
  [
    { entry: 'add', tokens: 1 },
    { entry: 'rename', tokens: 1 },
    { entry: 'order', tokens: 2 },
    { entry: 'renew', tokens: 1 },
  ],
  [
    { entry: 'passcode', tokens: 1 },
    { entry: 'clock', tokens: 1 },
    { entry: 'display', tokens: 0 },
  ],
  [
    { entry: 'diagnosis', tokens: 0 },
    { entry: 'help', tokens: 0 },
    { entry: 'terms', tokens: 0 },
    { entry: 'about', tokens: 0 },
  ],
  // Apart, where nobody presses it by the way.
  [{ entry: 'remove', tokens: 1 }],
];

type SettingsScreenProps = {
  state: State;
  onBack: () => void;
  onGo: (entry: Entry) => void;
};

export function SettingsScreen({ state, onBack, onGo }: SettingsScreenProps) {
  const { menu } = useRoutedText();
  const isReady = state.status === 'ready';
  const { update } = state.view;
  const tokenCount = isReady ? state.tokens.length : 0;
  const values: Partial<Record<Entry, string>> = {
    display: menu.textPercent(state.view.settings.textPercent),
    ...(update.step !== 'none' && {
      diagnosis: update.step === 'ready' ? menu.updateReady : menu.newerVersion(update.version),
    }),
    ...(isReady && { passcode: menu.passcodeIs(state.passcode.isSet) }),
  };
  return (
    <Screen number="A08" title={menu.title} onBack={onBack}>
      {groups
        .map((group) => group.filter(({ tokens }) => tokenCount >= tokens))
        .filter((group) => group.length > 0)
        .map((group) => (
          <Menu
            key={group[0]?.entry}
            entries={group.map(({ entry }) => ({
              label: menu[entry],
              sign: signs[entry],
              value: values[entry],
              danger: entry === 'remove',
              onPress: () => onGo(entry),
            }))}
          />
        ))}
      {isReady && <p className="soft">{menu.version(state.appVersion)}</p>}
    </Screen>
  );
}
