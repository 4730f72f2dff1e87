/** A09 トークン表示名変更: which token, where there are several, and then its new addition. */
import { useState } from 'react';
import type { Token } from '../../shared/state.ts';
import { NameForm } from '../parts/fields/name-form.tsx';
import { Screen } from '../parts/screen.tsx';
import { TokenList } from '../parts/token-list.tsx';
import { useText } from '../strings/use-text.ts';

type RenameTokenScreenProps = { tokens: Token[]; onBack: () => void };

export function RenameTokenScreen({ tokens, onBack }: RenameTokenScreenProps) {
  const text = useText();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const only = tokens.length === 1 ? tokens[0] : undefined;
  const token = only ?? tokens.find(({ id }) => id === chosenId);

  if (token === undefined) {
    return (
      <Screen key="choose" number="A09" title={text.name.renameTitle} onBack={onBack}>
        <p>{text.name.chooseLead}</p>
        <TokenList tokens={tokens} onChoose={({ id }) => setChosenId(id)} />
      </Screen>
    );
  }
  return (
    <NameForm
      number="A09"
      title={text.name.renameTitle}
      token={token}
      onBack={only ? onBack : () => setChosenId(null)}
      onSaved={onBack}
    />
  );
}
