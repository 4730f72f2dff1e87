/** A17 ライセンス: the software of others that the app is made with. */
import { licences } from '../build-facts.ts';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';

export function LicencesScreen({ onBack }: { onBack: () => void }) {
  const { licences: words } = useRoutedText();
  return (
    <Screen number="A17" title={words.title} onBack={onBack}>
      <p>{words.lead}</p>
      <section className="chapter">
        {licences.map(({ name, version, licence, text }) => (
          <details key={name} lang="en">
            <summary>
              {name} {version} ({licence})
            </summary>
            <pre>{text}</pre>
          </details>
        ))}
      </section>
      <p className="soft">{words.chromium}</p>
    </Screen>
  );
}
