/** A21 メールがない・届かない: where both IDs stand besides, what to do, and whom to call once that is known. */
import { useDoor } from '../bridge.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import type { MailIds } from '../parts/dialogs/mail-dialog.tsx';
import { Contact } from '../parts/notices/contact.tsx';
import { Screen } from '../parts/screen.tsx';
import { useRoutedText } from '../strings/use-routed-text.ts';

type NoMailScreenProps = { ids: MailIds; onBack: () => void };

export function NoMailScreen({ ids, onBack }: NoMailScreenProps) {
  const { noMail } = useRoutedText();
  const { call } = useDoor();
  const answer = useAnswer(ids.serviceId, (serviceId) =>
    call('checkActivationInput', { serviceId, userId: '', activationPassword: '' }),
  );
  const institution = answer?.ok === true ? answer.value.institution : null;
  return (
    <Screen number="A21" title={noMail.title} onBack={onBack} focusBody>
      <article className="long-text">
        {noMail.parts.map(({ heading, points }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <ul>
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </section>
        ))}
        <section>
          <h2>{noMail.askTitle}</h2>
          {institution === null ? <p>{noMail.ask}</p> : <Contact institution={institution} />}
        </section>
      </article>
    </Screen>
  );
}
