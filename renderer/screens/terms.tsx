/** A17 利用規約, to read again. */
import { Screen } from '../parts/screen.tsx';
import { TermsText } from '../parts/terms-text.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';

export function TermsScreen({ onBack }: { onBack: () => void }) {
  const { terms } = useRoutedText();
  return (
    <Screen number="A17" title={terms.title} onBack={onBack} focusBody>
      <article className="long-text">
        <TermsText />
      </article>
    </Screen>
  );
}
