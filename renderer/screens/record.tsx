/** The printable 控え of A15: whom to call and how to start again. Nothing on it is a secret. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Token } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { Screen } from '../parts/screen.tsx';
import { WebAddress } from '../parts/code/web-address.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';
import { Name } from '../parts/name.tsx';

export function RecordScreen({ tokens, onBack }: { tokens: Token[]; onBack: () => void }) {
  const text = useText();
  const { recordSheet: sheet } = useRoutedText().help;
  const [now] = useState(() => Date.now());
  return (
    <Screen
      number="A15"
      title={sheet.title}
      onBack={onBack}
      focusBody
      primary={{ label: sheet.print, icon: 'print', onPress: () => void call('printPage') }}
    >
      <p className="not-printed">{sheet.lead}</p>
      <article className="sheet">
        <h2>{sheet.heading}</h2>
        <p className="soft">{sheet.printed(text.pcDate(now))}</p>
        {tokens.length === 0 && <p>{sheet.none}</p>}
        {tokens.map((token) => (
          <section key={token.id} className="sheet-token">
            <h3 className="name">
              <Name>{token.name[text.directoryLanguage]}</Name>
            </h3>
            <dl>
              <Fact
                name={sheet.telephone}
                value={sheet.call(
                  token.institution.tel,
                  token.institution.hours[text.directoryLanguage],
                )}
              />
              <Fact name={sheet.serviceId} value={token.institution.serviceId} />
              {token.maskedUserId !== '' && <Fact name={sheet.userId} value={token.maskedUserId} />}
              <Fact name={sheet.expires} value={text.date(token.expiresAt)} />
              <Fact name={sheet.site} value={<WebAddress url={token.institution.bankUrl} />} />
            </dl>
          </section>
        ))}
        <h3>{sheet.startAgain}</h3>
        <ol>
          {sheet.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <strong>{sheet.never}</strong>
        </p>
      </article>
    </Screen>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
