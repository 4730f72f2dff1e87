/** Every key that does something, as it is called on this system. */
import type { RoutedText } from '../../strings/ja/routed.ts';
import { useRoutedText } from '../../strings/use-routed-text.ts';
import { useText } from '../../strings/use-text.ts';
import { commandKey as command, isMac } from '../../hooks/use-keys.ts';
import { Dialog } from './dialog.tsx';

const alternative = isMac ? '⌥' : 'Alt';

/** Each row's keys: those of one inner list are pressed together. */
const keys: Record<keyof RoutedText['shortcuts']['list'], string[][]> = {
  primary: [['Enter']],
  back: [['Esc']],
  copy: [[command, 'C']],
  read: [[command, 'R']],
  site: [[command, 'B']],
  list: [['↑'], ['↓']],
  order: [
    [alternative, '↑'],
    [alternative, '↓'],
  ],
  add: [[command, 'N']],
  settings: [[command, ',']],
  record: [[command, 'P']],
  help: [['F1']],
  bigger: [[command, '+']],
  smaller: [[command, '-']],
  usual: [[command, '0']],
  mini: [[command, 'K']],
  turn: [['←'], ['→']],
  shortcuts: [[command, '/']],
};

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { close } = useText();
  const { shortcuts } = useRoutedText();
  return (
    <Dialog
      title={shortcuts.title}
      onClose={onClose}
      focusBody
      actions={
        <button type="button" className="secondary" onClick={onClose}>
          {close}
        </button>
      }
    >
      <dl className="shortcuts">
        {(Object.keys(keys) as (keyof typeof keys)[]).map((name) => (
          <div key={name}>
            <dt>{shortcuts.list[name]}</dt>
            <dd>
              {keys[name].map((combination) => (
                <span key={combination.join('+')}>
                  {combination.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
