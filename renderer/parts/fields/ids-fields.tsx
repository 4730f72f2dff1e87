/** The first half of A01 and A02: both IDs, typed or read from the mail. */
import { useContext, useState } from 'react';
import { maxTypedCharacters } from '../../../shared/limits.ts';
import type { Institution } from '../../../shared/state.ts';
import { useDoor } from '../../bridge.ts';
import { TextPercent } from '../../hooks/use-is-wide.ts';
import { normaliseServiceId, normaliseUserId } from '../../format/normalise.ts';
import { useText } from '../../strings/use-text.ts';
import { MailDialog } from '../dialogs/mail-dialog.tsx';
import type { MailIds } from '../dialogs/mail-dialog.tsx';
import { Icon } from '../icon.tsx';
import { InstitutionMark } from '../institution-mark.tsx';
import { PracticeValues } from './practice-values.tsx';
import { TextField } from './text-field.tsx';
import { Name } from '../name.tsx';

type IdsFieldsProps = {
  ids: MailIds;
  onIds: (ids: MailIds) => void;
  /** From a mail, both at once. */
  onMail: (ids: MailIds) => void;
  institution: Institution | null;
  complaints: { serviceId: string | undefined; userId: string | undefined };
  readOnly: boolean;
  firstFocus: boolean;
};

export function IdsFields(props: IdsFieldsProps) {
  const { ids, onIds, onMail, institution, complaints, readOnly, firstFocus } = props;
  const { activation, mail } = useText();
  const { endPractice } = useDoor();
  const [mailOpen, setMailOpen] = useState(false);
  // In large text the first field comes before it, so that one is in view.
  const isLarge = useContext(TextPercent) > 150;
  const fromMail = (
    <button type="button" className="secondary" onClick={() => setMailOpen(true)}>
      <Icon name="mail" />
      <span>{mail.open}</span>
    </button>
  );
  return (
    <>
      {endPractice && <PracticeValues parts={['serviceId', 'userId']} />}
      {!isLarge && fromMail}
      <TextField
        label={activation.serviceId}
        hint={activation.serviceIdHint}
        complaint={complaints.serviceId}
        confirmation={institution && <ConfirmedInstitution institution={institution} />}
        value={ids.serviceId}
        onValue={(serviceId) => onIds({ ...ids, serviceId })}
        normalise={normaliseServiceId}
        maxLength={maxTypedCharacters}
        inputMode="numeric"
        readOnly={readOnly}
        firstFocus={firstFocus}
      />
      <TextField
        label={activation.userId}
        hint={activation.userIdHint}
        complaint={complaints.userId}
        value={ids.userId}
        onValue={(userId) => onIds({ ...ids, userId })}
        normalise={normaliseUserId}
        maxLength={maxTypedCharacters}
        readOnly={readOnly}
      />
      {isLarge && fromMail}
      {mailOpen && (
        <MailDialog
          onFound={(found) => {
            setMailOpen(false);
            onMail(found);
          }}
          onClose={() => setMailOpen(false)}
        />
      )}
    </>
  );
}

/** Whose service ID it is, by the signed directory. */
export function ConfirmedInstitution({ institution }: { institution: Institution }) {
  const { activation, directoryLanguage } = useText();
  return (
    <span className="confirmed">
      <InstitutionMark institution={institution} />
      <span className="name">
        <Name>{institution.name[directoryLanguage]}</Name>
      </span>
      <span className="confirmed-sign">
        <Icon name="shield" />
        {activation.confirmed}
      </span>
    </span>
  );
}
