/** A08 設定: the way to everything but the code. */
import { Menu } from '../parts/menu.tsx';
import { Screen } from '../parts/screen.tsx';
import type { Route } from '../navigation.ts';
import { useText } from '../strings/use-text.ts';

/** Every route but this screen itself and those that another screen leads to. */
type Entry = Exclude<Route, 'noMail'>;

/** In the order of the customer's manual; `tokens` is how many an entry is good for. */
const groups: { entry: Entry; tokens: number }[][] = [
  [
    { entry: 'add', tokens: 1 },
    { entry: 'rename', tokens: 1 },
    { entry: 'order', tokens: 2 },
    { entry: 'remove', tokens: 1 },
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
];

type SettingsScreenProps = {
  /** Null while the vault is not open. */
  appVersion: string | null;
  tokenCount: number;
  onBack: () => void;
  onGo: (entry: Entry) => void;
};

export function SettingsScreen({ appVersion, tokenCount, onBack, onGo }: SettingsScreenProps) {
  const { menu } = useText();
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
              onPress: () => onGo(entry),
            }))}
          />
        ))}
      {appVersion !== null && <p className="soft">{menu.version(appVersion)}</p>}
    </Screen>
  );
}
