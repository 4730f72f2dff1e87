/** A17 バージョン情報: which app this is, and how to tell that it is the genuine one. */
import { isDemo, releasedAt, version } from '../build-facts.ts';
import { Menu } from '../parts/menu.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';

type AboutScreenProps = { onBack: () => void; onGo: (route: 'licences' | 'terms') => void };

export function AboutScreen({ onBack, onGo }: AboutScreenProps) {
  const { appName, date } = useText();
  const { about, menu } = useRoutedText();
  return (
    <Screen number="A17" title={about.title} onBack={onBack}>
      {isDemo && (
        <Notice kind="caution">
          <p>{about.demo}</p>
        </Notice>
      )}
      <p className="preview-name">{appName}</p>
      <dl className="facts">
        <dt>{about.version}</dt>
        <dd>{version}</dd>
        <dt>{about.released}</dt>
        <dd>{date(releasedAt)}</dd>
        <dt>{about.publisher}</dt>
        <dd>{about.publisherName}</dd>
      </dl>
      <section className="steps">
        <h2>{about.genuine}</h2>
        <ul>
          {about.genuinePoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </section>
      {about.support.length > 0 && (
        <section className="steps">
          <h2>{about.supportHeading}</h2>
          <ul>
            {about.support.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      )}
      <Menu
        entries={(['terms', 'licences'] as const).map((route) => ({
          label: menu[route],
          onPress: () => onGo(route),
        }))}
      />
    </Screen>
  );
}
