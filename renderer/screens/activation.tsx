/** A01 初期設定 and A02 トークン追加: the same form, for the first token and for another one. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { PendingActivation } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import type { Failure } from '../bridge.ts';
import { normaliseServiceId, normaliseUserId } from '../normalise.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Icon } from '../parts/icon.tsx';
import { InstitutionMark } from '../parts/institution-mark.tsx';
import { MailDialog } from '../parts/mail-dialog.tsx';
import type { MailIds } from '../parts/mail-dialog.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { PendingNotices } from '../parts/pending-notices.tsx';
import { Screen } from '../parts/screen.tsx';
import { TermsBox } from '../parts/terms-box.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useText } from '../strings/text.ts';

const empty = { serviceId: '', userId: '', activationPassword: '' };

type ActivationScreenProps = {
  pending: PendingActivation[];
  serviceId?: string;
  onBack?: () => void;
  onSettings?: () => void;
};

/** Without a way back it is the first screen of a new installation. */
export function ActivationScreen({
  pending,
  serviceId = '',
  onBack,
  onSettings,
}: ActivationScreenProps) {
  const { activation, mail } = useText();
  const [input, setInput] = useState({ ...empty, serviceId });
  const [agreed, setAgreed] = useState(false);
  const [checked, setChecked] = useState<Output<'checkActivationInput'> | null>(null);
  const [leftServiceId, setLeftServiceId] = useState(false);
  const [mailOpen, setMailOpen] = useState(false);
  const [mailFilled, setMailFilled] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const set = (change: Partial<typeof empty>) => setInput((before) => ({ ...before, ...change }));

  useEffect(() => {
    let latest = true;
    async function check() {
      const reply = await call('checkActivationInput', input);
      if (latest) setChecked(reply.ok ? reply.value : null);
    }
    void check();
    return () => {
      latest = false;
    };
  }, [input]);

  async function send() {
    setSending(true);
    setFailure(null);
    const reply = await call('activate', input);
    // The new token is introduced when no other token's code is on screen.
    if (reply.ok) await call('closeToken');
    else setFailure(reply);
    setSending(false);
  }

  function fill(ids: MailIds) {
    set(ids);
    setMailOpen(false);
    setMailFilled(true);
  }

  const institution = checked?.institution ?? null;
  const done = { ...input, agreed: agreed ? 'yes' : '' };
  const missing = (['serviceId', 'userId', 'activationPassword', 'agreed'] as const).filter(
    (name) => done[name] === '',
  );
  const ready = missing.length === 0 && checked?.wellFormed === true;
  // The failure on screen already speaks of the request that it belongs to.
  const otherPending = pending.filter(
    (sent) =>
      !(sending || failure) || sent.serviceId !== input.serviceId || sent.userId !== input.userId,
  );

  return (
    <Screen
      number={onBack ? 'A02' : 'A01'}
      title={onBack ? activation.addTitle : activation.firstTitle}
      primary={{
        label: sending ? activation.sending : activation.send,
        disabled: !ready,
        busy: sending,
        onPress: () => void send(),
      }}
      {...(onBack && !sending ? { onBack } : {})}
      {...(onSettings ? { onSettings } : {})}
    >
      <PendingNotices pending={otherPending} />
      {failure !== null && <FailureNotice failure={failure} institution={institution} />}
      <p className="soft">{activation.before}</p>
      <p>{activation.lead}</p>
      <button type="button" className="secondary" onClick={() => setMailOpen(true)}>
        <Icon name="mail" />
        <span>{mail.open}</span>
      </button>
      <output className="soft">{mailFilled && mail.filled}</output>

      <TextField
        label={activation.serviceId}
        hint={activation.serviceIdHint}
        complaint={leftServiceId && checked?.isUnknown ? activation.unknownService : undefined}
        value={input.serviceId}
        onValue={(typed) => {
          setLeftServiceId(false);
          set({ serviceId: typed });
        }}
        onBlur={() => setLeftServiceId(true)}
        normalise={normaliseServiceId}
        inputMode="numeric"
        readOnly={sending}
        firstFocus
      />
      <output>{institution !== null && <ConfirmedInstitution institution={institution} />}</output>
      <TextField
        label={activation.userId}
        hint={activation.userIdHint}
        value={input.userId}
        onValue={(userId) => set({ userId })}
        normalise={normaliseUserId}
        readOnly={sending}
      />
      <PasswordField
        label={activation.activationPassword}
        hint={activation.activationPasswordHint}
        value={input.activationPassword}
        readOnly={sending}
        onValue={(activationPassword) => set({ activationPassword })}
      />

      <TermsBox />
      <label className="check">
        <input
          type="checkbox"
          checked={agreed}
          disabled={sending}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
        <span>{activation.agree}</span>
      </label>
      {!ready && (
        <p className="soft">
          {missing.length > 0
            ? activation.stillMissing(missing.map((name) => activation.missing[name]))
            : activation.checkAgain}
        </p>
      )}
      {mailOpen && <MailDialog onFound={fill} onClose={() => setMailOpen(false)} />}
    </Screen>
  );
}

type Institution = NonNullable<Output<'checkActivationInput'>['institution']>;

function ConfirmedInstitution({ institution }: { institution: Institution }) {
  const { activation, language } = useText();
  return (
    <span className="confirmed">
      <InstitutionMark institution={institution} />
      <span>{institution.name[language]}</span>
      <span className="confirmed-sign">
        <Icon name="shield" />
        {activation.confirmed}
      </span>
    </span>
  );
}
