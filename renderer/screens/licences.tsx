/** A17 ライセンス: the software of others that the app is made with. */
import { licences } from '../build-facts.ts';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';

export function LicencesScreen({ onBack }: { onBack: () => void }) {
  const text = useText();
  return (
    <Screen number="A17" title={text.licences.title} onBack={onBack}>
      <p>{text.licences.lead}</p>
      <section className="chapter">
        {licences.map(({ name, version, licence, text: words }) => (
          <details key={name} lang="en">
            <summary>
              {name} {version} ({licence})
            </summary>
            <pre>{words}</pre>
          </details>
        ))}
      </section>
      <p className="soft">{text.licences.chromium}</p>
    </Screen>
  );
}
