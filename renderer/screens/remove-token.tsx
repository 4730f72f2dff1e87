/** A10 トークン削除: asks whether it was released, asks the institution too, and then wants the name or a held button. */
import { useState } from 'react';
import type { Token } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useCall } from '../hooks/use-call.ts';
import { useRefusal } from '../hooks/use-refusal.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { HoldButton } from '../parts/fields/hold-button.tsx';
import { InstitutionMark } from '../parts/institution-mark.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { TextField } from '../parts/fields/text-field.tsx';
import { TokenList } from '../parts/token-list.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';
import { Name } from '../parts/name.tsx';

const holdMs = 3000;

/** Spaces and widths are no difference between two names. */
const folded = (name: string) => name.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

type RemoveTokenScreenProps = { tokens: Token[]; onBack: () => void; onDone: () => void };

export function RemoveTokenScreen({ tokens, onBack, onDone }: RemoveTokenScreenProps) {
  const { directoryLanguage } = useText();
  const { remove } = useRoutedText();
  const [chosen, setChosen] = useState<Token | null>(
    tokens.length === 1 ? (tokens[0] ?? null) : null,
  );
  const [isRemoved, setIsRemoved] = useState(false);

  if (chosen === null) {
    return (
      <Screen key="choose" number="A10" title={remove.title} onBack={onBack}>
        <p>{remove.chooseLead}</p>
        <TokenList tokens={tokens} onChoose={setChosen} everyToken />
      </Screen>
    );
  }
  if (isRemoved) {
    return (
      <Screen
        key="done"
        number="A10"
        title={remove.title}
        primary={{ label: remove.next, onPress: onDone }}
      >
        <Notice kind="good">
          <p>{remove.done(chosen.name[directoryLanguage])}</p>
        </Notice>
      </Screen>
    );
  }
  return (
    <ConfirmRemoval
      token={chosen}
      onBack={tokens.length === 1 ? onBack : () => setChosen(null)}
      onRemoved={() => setIsRemoved(true)}
    />
  );
}

type ConfirmRemovalProps = { token: Token; onBack: () => void; onRemoved: () => void };

function ConfirmRemoval({ token, onBack, onRemoved }: ConfirmRemovalProps) {
  const { directoryLanguage, holding } = useText();
  const { remove } = useRoutedText();
  const [typed, setTyped] = useState('');
  const { busy, failure, run } = useCall();
  const name = token.name[directoryLanguage];
  const isTyped = folded(typed) === folded(name);
  const refusal = useRefusal<'remove'>();

  const removeToken = () => run(() => call('removeToken', { tokenId: token.id }), onRemoved);

  return (
    <Screen
      key="confirm"
      number="A10"
      title={remove.title}
      onBack={onBack}
      primary={{
        label: busy ? remove.removing : remove.remove,
        icon: 'remove',
        danger: true,
        busy,
        onPress: () => (isTyped ? removeToken() : refusal.refuse('remove')),
      }}
    >
      {failure !== null && <FailureNotice failure={failure} institution={token.institution} />}
      <p className="preview-name">
        <InstitutionMark institution={token.institution} />
        <span className="token-name">
          <Name>{name}</Name>
        </span>
      </p>
      <p className="sentence">
        <strong>{remove.question}</strong>
      </p>
      <StandingAtBank tokenId={token.id} />
      <p>{remove.consequence}</p>
      <p>
        <strong>{remove.final}</strong>
      </p>
      <TextField
        label={
          <>
            {remove.typeName}{' '}
            <span className="token-name token-to-type">
              <Name>{remove.name(name)}</Name>
            </span>
          </>
        }
        hint=""
        complaint={refusal.of !== null && !isTyped ? remove.notTyped(name) : undefined}
        value={typed}
        onValue={setTyped}
        readOnly={busy}
      />
      <p className="soft">{remove.or}</p>
      <HoldButton
        label={remove.hold}
        holdingLabel={holding}
        holdMs={holdMs}
        disabled={busy}
        onHeld={removeToken}
      />
    </Screen>
  );
}

/** What the institution says of the token, when it can be asked. */
function StandingAtBank({ tokenId }: { tokenId: string }) {
  const { remove } = useRoutedText();
  const reply = useAnswer(tokenId, () => call('checkTokenStatus', { tokenId }));

  if (reply === null) return <p className="soft">{remove.asking}</p>;
  if (!reply.ok) {
    return (
      <Notice kind="caution">
        <p>{remove.unknown}</p>
      </Notice>
    );
  }
  const { status } = reply.value;
  return (
    <Notice kind={status === 'released' || status === 'expired' ? 'good' : 'caution'}>
      <p>{remove.status[status]}</p>
    </Notice>
  );
}
