/** Entries that belong together, each leading somewhere. */
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

export type MenuEntry = { label: string; icon?: IconName; onPress: () => void };

export function Menu({ entries }: { entries: MenuEntry[] }) {
  return (
    <ul className="menu">
      {entries.map(({ label, icon = 'next', onPress }) => (
        <li key={label}>
          <button type="button" onClick={onPress}>
            <span>{label}</span>
            <Icon name={icon} />
          </button>
        </li>
      ))}
    </ul>
  );
}
