/** A19 並べ替え: one step at a time, by button or with Alt and the arrow keys, kept at once. */
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Token } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Icon } from '../parts/icon.tsx';
import { InstitutionMark } from '../parts/institution-mark.tsx';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';
import { Name } from '../parts/name.tsx';

export function OrderTokensScreen({ tokens, onBack }: { tokens: Token[]; onBack: () => void }) {
  const { directoryLanguage } = useText();
  const { order } = useRoutedText();
  const [moved, setMoved] = useState('');
  const { failure, run } = useCall();

  function move(from: number, step: 1 | -1) {
    const to = from + step;
    const token = tokens[from];
    if (token === undefined || to < 0 || to >= tokens.length) return;
    const tokenIds = tokens
      .map(({ id }) => id)
      .toSpliced(from, 1)
      .toSpliced(to, 0, token.id);
    run(
      () => call('orderTokens', { tokenIds }),
      () => setMoved(order.moved(token.name[directoryLanguage], to + 1)),
    );
  }

  function onKeyDown(event: KeyboardEvent, at: number) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(at, event.key === 'ArrowUp' ? -1 : 1);
  }

  return (
    <Screen
      number="A19"
      title={order.title}
      onBack={onBack}
      primary={{ label: order.done, onPress: onBack }}
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <p>{order.lead}</p>
      <p className="soft">{order.keys}</p>
      <ol className="token-list">
        {tokens.map((token, at) => {
          const name = token.name[directoryLanguage];
          return (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its buttons take the keys, the row only hears them
            <li key={token.id} className="token" onKeyDown={(event) => onKeyDown(event, at)}>
              <InstitutionMark institution={token.institution} />
              <span className="token-words">
                <span className="token-name">
                  <Name>{name}</Name>
                </span>
              </span>
              <span className="movers">
                <button
                  type="button"
                  className="secondary"
                  aria-label={order.up(name)}
                  title={order.up(name)}
                  aria-disabled={at === 0}
                  onClick={() => move(at, -1)}
                >
                  <Icon name="up" />
                </button>
                <button
                  type="button"
                  className="secondary"
                  aria-label={order.down(name)}
                  title={order.down(name)}
                  aria-disabled={at === tokens.length - 1}
                  onClick={() => move(at, 1)}
                >
                  <Icon name="down" />
                </button>
              </span>
            </li>
          );
        })}
      </ol>
      <output className="for-readers">{moved}</output>
    </Screen>
  );
}
