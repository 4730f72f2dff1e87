/** A08 設定. */
import { Icon } from '../parts/icon.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/text.ts';

const entries = ['add', 'rename'] as const;
type Entry = (typeof entries)[number];

type SettingsScreenProps = {
  appVersion: string;
  onBack: () => void;
  onGo: (entry: Entry) => void;
};

export function SettingsScreen({ appVersion, onBack, onGo }: SettingsScreenProps) {
  const { menu } = useText();
  return (
    <Screen number="A08" title={menu.title} onBack={onBack}>
      <ul className="menu">
        {entries.map((entry) => (
          <li key={entry}>
            <button type="button" onClick={() => onGo(entry)}>
              <span>{menu[entry]}</span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
      <p className="soft">{menu.version(appVersion)}</p>
    </Screen>
  );
}
