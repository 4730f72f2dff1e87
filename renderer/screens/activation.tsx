/** A01 初期設定 and A02 トークン追加: the same form, for the first token and for another one. */
import { useState } from 'react';
import type { Clock, Institution, PendingActivation } from '../../shared/state.ts';
import { useDoor } from '../bridge.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useCall } from '../hooks/use-call.ts';
import { useRefusal } from '../hooks/use-refusal.ts';
import { clockLine } from '../format/clock-line.ts';
import { practiceIds } from '../practice-bridge.ts';
import { normaliseServiceId, normaliseUserId } from '../format/normalise.ts';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { CheckBox } from '../parts/fields/check-box.tsx';
import { Icon } from '../parts/icon.tsx';
import { InstitutionMark } from '../parts/institution-mark.tsx';
import { MailDialog } from '../parts/dialogs/mail-dialog.tsx';
import type { MailIds } from '../parts/dialogs/mail-dialog.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { PasswordField } from '../parts/fields/password-field.tsx';
import { PendingNotices } from '../parts/notices/pending-notices.tsx';
import { Screen } from '../parts/screen.tsx';
import { TermsBox } from '../parts/terms-box.tsx';
import { TextField } from '../parts/fields/text-field.tsx';
import { useText } from '../strings/use-text.ts';

const empty = { serviceId: '', userId: '', activationPassword: '' };

type ActivationScreenProps = {
  pending: PendingActivation[];
  clock: Clock;
  serviceId?: string;
  /** A01; otherwise it is A02. */
  isFirst?: boolean;
  onBack?: () => void;
  onSettings?: () => void;
};

// oxlint-disable-next-line max-lines-per-function -- one form, field by field
export function ActivationScreen(props: ActivationScreenProps) {
  const { pending, clock, serviceId = '', isFirst = false, onBack, onSettings } = props;
  const text = useText();
  const { activation, mail, practice } = text;
  const { call, endPractice } = useDoor();
  const [input, setInput] = useState({ ...empty, serviceId });
  const [agreed, setAgreed] = useState(false);
  const [mailOpen, setMailOpen] = useState(false);
  const [mailFilled, setMailFilled] = useState(false);
  const { busy: sending, failure, run } = useCall();
  const refusal = useRefusal<'send'>();
  const answer = useAnswer(input, (typed) => call('checkActivationInput', typed));
  const checked = answer?.ok === true ? answer.value : null;
  const isPractised = input.serviceId === practiceIds.serviceId && endPractice === null;

  const set = (change: Partial<typeof empty>) => setInput((before) => ({ ...before, ...change }));

  async function send() {
    // Asked anew: the last answer may speak of what stood there before the last key.
    const reply = await call('checkActivationInput', input);
    const isMalformed = reply.ok && reply.value.malformed.length > 0;
    if (isMalformed || isPractised || !agreed) {
      refusal.refuse('send');
      return;
    }
    run(
      () => call('activate', input),
      // The new token is introduced when no other token's code is on screen.
      async () => void (await call('closeToken')),
    );
  }

  function fill(ids: MailIds) {
    set(ids);
    setMailOpen(false);
    setMailFilled(true);
  }

  const institution = checked?.institution ?? null;
  /** Of what has to be there first, once 送信 was pressed without it. */
  function missing(field: keyof typeof empty): string | undefined {
    const isMissing = refusal.of !== null && checked?.malformed.includes(field) === true;
    return isMissing ? activation.missing[field] : undefined;
  }
  /** As soon as it is certain: one that came with the leaving of the field could move what is being clicked. */
  function serviceComplaint(): string | undefined {
    if (isPractised) return activation.practiceService;
    if (checked?.isUnknown !== true) return missing('serviceId');
    return endPractice ? practice.otherService : activation.unknownService;
  }
  // The failure on screen already speaks of the request that it belongs to.
  const otherPending = pending.filter(
    (sent) =>
      !(sending || failure) || sent.serviceId !== input.serviceId || sent.userId !== input.userId,
  );

  return (
    <Screen
      number={isFirst ? 'A01' : 'A02'}
      title={isFirst ? activation.firstTitle : activation.addTitle}
      primary={{
        label: sending ? activation.sending : activation.send,
        busy: sending,
        onPress: () => void send(),
      }}
      {...(onBack && !sending ? { onBack } : {})}
      {...(onSettings ? { onSettings } : {})}
    >
      <PendingNotices pending={otherPending} />
      {failure !== null && <FailureNotice failure={failure} institution={institution} />}
      <p className="soft">{activation.before}</p>
      {clock.doubt === 'wrong' && (
        <Notice kind="caution">
          <p>{clockLine(clock, text)}</p>
        </Notice>
      )}
      <p>{activation.lead}</p>
      {endPractice && <PracticeIds />}
      <button type="button" className="secondary" onClick={() => setMailOpen(true)}>
        <Icon name="mail" />
        <span>{mail.open}</span>
      </button>
      <output className="soft">{mailFilled && mail.filled}</output>

      <TextField
        label={activation.serviceId}
        hint={activation.serviceIdHint}
        complaint={serviceComplaint()}
        confirmation={institution && <ConfirmedInstitution institution={institution} />}
        value={input.serviceId}
        onValue={(typed) => set({ serviceId: typed })}
        normalise={normaliseServiceId}
        inputMode="numeric"
        readOnly={sending}
        firstFocus
      />
      <TextField
        label={activation.userId}
        hint={activation.userIdHint}
        complaint={missing('userId')}
        value={input.userId}
        onValue={(userId) => set({ userId })}
        normalise={normaliseUserId}
        readOnly={sending}
      />
      <PasswordField
        label={activation.activationPassword}
        hint={activation.activationPasswordHint}
        complaint={missing('activationPassword')}
        value={input.activationPassword}
        readOnly={sending}
        onValue={(activationPassword) => set({ activationPassword })}
      />

      <TermsBox />
      <CheckBox
        label={activation.agree}
        checked={agreed}
        complaint={refusal.of !== null && !agreed ? activation.missing.agreed : undefined}
        disabled={sending}
        onChange={setAgreed}
      />
      {mailOpen && <MailDialog onFound={fill} onClose={() => setMailOpen(false)} />}
    </Screen>
  );
}

/** What is typed in here while practising. */
function PracticeIds() {
  const { activation, practice } = useText();
  return (
    <section className="practice-ids">
      <h2>{practice.idsLead}</h2>
      <dl className="facts">
        <dt>{activation.serviceId}</dt>
        <dd>{practiceIds.serviceId}</dd>
        <dt>{activation.userId}</dt>
        <dd>{practiceIds.userId}</dd>
        <dt>{activation.activationPassword}</dt>
        <dd>{practiceIds.activationPassword}</dd>
      </dl>
    </section>
  );
}

function ConfirmedInstitution({ institution }: { institution: Institution }) {
  const { activation, directoryLanguage } = useText();
  return (
    <span className="confirmed">
      <InstitutionMark institution={institution} />
      <span>{institution.name[directoryLanguage]}</span>
      <span className="confirmed-sign">
        <Icon name="shield" />
        {activation.confirmed}
      </span>
    </span>
  );
}
