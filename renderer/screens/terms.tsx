/** A17 利用規約, to read again. */
import { Screen } from '../parts/screen.tsx';
import { TermsText } from '../parts/terms-text.tsx';
import { useText } from '../strings/use-text.ts';

export function TermsScreen({ onBack }: { onBack: () => void }) {
  const { terms } = useText();
  return (
    <Screen number="A17" title={terms.title} onBack={onBack} focusBody>
      <article className="long-text">
        <TermsText />
      </article>
    </Screen>
  );
}
