/** Entries that belong together, each leading somewhere. */
import { useId } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

export type MenuEntry = {
  label: string;
  /** What stands before it. */
  sign?: IconName;
  icon?: IconName;
  /** How it is now; it describes the entry and is no part of its name. */
  value?: string | undefined;
  danger?: boolean;
  onPress: () => void;
};

export function Menu({ entries }: { entries: MenuEntry[] }) {
  return (
    <ul className="menu">
      {entries.map((entry) => (
        <li key={entry.label}>
          <Entry {...entry} />
        </li>
      ))}
    </ul>
  );
}

/** The value stands beside its button, not in it: a name that holds it would change with it. */
function Entry({ label, sign, icon = 'next', value, danger = false, onPress }: MenuEntry) {
  const valueId = useId();
  return (
    <>
      <button
        type="button"
        className={danger ? 'danger-entry' : undefined}
        aria-describedby={value === undefined ? undefined : valueId}
        onClick={onPress}
      >
        {sign && <Icon name={sign} />}
        <span>{label}</span>
        <Icon name={icon} />
      </button>
      {value !== undefined && (
        <span className="menu-value" id={valueId}>
          {value}
        </span>
      )}
    </>
  );
}
