/**
 * A01 初期設定 and A02 トークン追加: the same form, for the first token and for another one. In a narrow window it
 * has two steps, both IDs and then password and terms; in a wide one they stand side by side.
 */
import { useState } from 'react';
import type { Clock, PendingActivation } from '../../shared/state.ts';
import { useDoor } from '../bridge.ts';
import { clockLine } from '../format/clock-line.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useCall } from '../hooks/use-call.ts';
import { useIsWide } from '../hooks/use-is-wide.ts';
import { useRefusal } from '../hooks/use-refusal.ts';
import type { MailIds } from '../parts/dialogs/mail-dialog.tsx';
import { AgreementFields } from '../parts/fields/agreement-fields.tsx';
import { IdsFields } from '../parts/fields/ids-fields.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Notice } from '../parts/notices/notice.tsx';
import { PendingNotices } from '../parts/notices/pending-notices.tsx';
import { Screen } from '../parts/screen.tsx';
import { practiceIds } from '../practice-bridge.ts';
import { useText } from '../strings/use-text.ts';

type Part = 'serviceId' | 'userId' | 'activationPassword';
const idParts: Part[] = ['serviceId', 'userId'];
const noop = (): void => undefined;

export const noIds: MailIds = { serviceId: '', userId: '' };
/** What is typed, kept by whoever shows the form: it outlasts a look elsewhere, until it is sent or cleared. */
export type IdsDraft = {
  ids: MailIds;
  onIds: (ids: MailIds) => void;
  /** Of the link that they are from: another one begins the form anew, with no password in it. */
  linkNumber?: number;
};

type ActivationScreenProps = {
  pending: PendingActivation[];
  clock: Clock;
  draft: IdsDraft;
  /** A01; otherwise it is A02. */
  isFirst?: boolean;
  onBack?: () => void;
  /** To what helps where no mail has come. */
  onNoMail?: () => void;
  onSettings?: () => void;
};

// oxlint-disable-next-line max-lines-per-function -- one form in two halves, and what they share
export function ActivationScreen(props: ActivationScreenProps) {
  const { pending, clock, draft, isFirst = false, onBack, onNoMail, onSettings } = props;
  const { ids, onIds } = draft;
  const text = useText();
  const { activation, mail, practice } = text;
  const { call, endPractice } = useDoor();
  const [activationPassword, setActivationPassword] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [step, setStep] = useState<'ids' | 'agreement'>('ids');
  const [mailsRead, setMailsRead] = useState(0);
  const isWide = useIsWide();
  const { busy: sending, failure: refused, run } = useCall();
  const checking = useCall();
  const failure = refused ?? checking.failure;
  const refusal = useRefusal<'next' | 'send'>();
  const { serviceId, userId } = ids;
  const input = { serviceId, userId, activationPassword };
  const answer = useAnswer(JSON.stringify(input), () => call('checkActivationInput', input));
  const checked = answer?.ok === true ? answer.value : null;
  const institution = checked?.institution ?? null;
  const isPractised = serviceId === practiceIds.serviceId && endPractice === null;
  const shows = isWide ? 'both' : step;

  /** Goes on where nothing is missing. Asked anew: the last answer may speak of what stood there before the last key. */
  function whenWhole(typed: MailIds, parts: Part[], onWhole: () => void, onMissing = noop) {
    checking.run(
      () => call('checkActivationInput', { ...input, ...typed }),
      ({ isUnknown, malformed }) => {
        const isPractice = typed.serviceId === practiceIds.serviceId && endPractice === null;
        const isMissing = malformed.some((part) => parts.includes(part));
        if (isPractice || isUnknown || isMissing) onMissing();
        else onWhole();
      },
    );
  }

  const goOn = () =>
    whenWhole(
      ids,
      idParts,
      () => {
        refusal.forget();
        setStep('agreement');
      },
      () => refusal.refuse('next'),
    );

  const send = () =>
    whenWhole(
      ids,
      [...idParts, 'activationPassword'],
      () => (agreed ? activate() : refusal.refuse('send')),
      () => refusal.refuse('send'),
    );

  function activate() {
    run(
      () => call('activate', input),
      async () => {
        onIds(noIds);
        // The new token is introduced when no other token's code is on screen.
        await call('closeToken');
      },
    );
  }

  function fill(found: MailIds) {
    onIds(found);
    whenWhole(found, idParts, () => {
      setMailsRead(mailsRead + 1);
      setStep('agreement');
    });
  }

  /** Of what has to be there first, once a button was pressed without it. */
  function missing(field: Part): string | undefined {
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
    (sent) => !(sending || failure) || sent.serviceId !== serviceId || sent.userId !== userId,
  );
  const leave = shows === 'agreement' ? () => setStep('ids') : onBack;

  return (
    <Screen
      key={shows === 'both' ? `both ${mailsRead}` : shows}
      number={isFirst ? 'A01' : 'A02'}
      title={isFirst ? activation.firstTitle : activation.addTitle}
      step={1}
      primary={
        shows === 'ids'
          ? { label: activation.next, busy: checking.busy, onPress: goOn }
          : {
              label: sending ? activation.sending : activation.send,
              busy: sending || checking.busy,
              onPress: send,
            }
      }
      {...(leave && !sending ? { onBack: leave } : {})}
      {...(onSettings ? { onSettings } : {})}
    >
      <PendingNotices pending={otherPending} />
      {failure !== null && <FailureNotice failure={failure} institution={institution} />}
      {clock.doubt === 'wrong' && (
        <Notice kind="caution">
          <p>{clockLine(clock, text)}</p>
        </Notice>
      )}
      <p className="lead">{activation.lead[shows]}</p>
      <output className="for-readers">{mailsRead > 0 && mail.filled}</output>
      <div className={isWide ? 'columns' : 'column'}>
        {shows !== 'agreement' && (
          <div className="column">
            <IdsFields
              ids={ids}
              onIds={onIds}
              onMail={fill}
              institution={institution}
              complaints={{ serviceId: serviceComplaint(), userId: missing('userId') }}
              readOnly={sending}
              firstFocus={mailsRead === 0 || shows === 'ids'}
            />
            {onNoMail && (
              <button type="button" className="quiet" onClick={onNoMail}>
                {text.welcome.noMail}
              </button>
            )}
          </div>
        )}
        {shows !== 'ids' && (
          <div className="column">
            <AgreementFields
              institution={shows === 'agreement' ? institution : null}
              activationPassword={activationPassword}
              onActivationPassword={setActivationPassword}
              agreed={agreed}
              onAgreed={setAgreed}
              complaints={{
                activationPassword: missing('activationPassword'),
                agreed: refusal.of !== null && !agreed ? activation.missing.agreed : undefined,
              }}
              readOnly={sending}
              firstFocus={mailsRead > 0 || shows === 'agreement' ? 'always' : false}
            />
          </div>
        )}
      </div>
    </Screen>
  );
}
