/** @jsxImportSource hono/jsx */
/** BOT001 to BOT003: トークン発行. */
import { maxLengths } from '../frame/limits.ts';
import { frameText } from '../frame/text.ts';
import type { Refused } from '../problem.ts';
import {
  ConfirmationField,
  Csrf,
  DraftId,
  Entered,
  Facts,
  Field,
  Kept,
  Lines,
  Phrases,
  Steps,
  entryFormId,
} from '../frame/form.tsx';
import { issueText as t } from './text.ts';

export function IssueEntry(props: {
  base: string;
  csrf: string;
  mail: string;
  mailAgain: string;
  /** Something came in between when it was sent. */
  wasCutOff: boolean;
  voidsUserId: string | null;
  refused: Refused;
}) {
  const { base, csrf, mail, mailAgain, refused } = props;
  return (
    <>
      <Steps names={t.steps} current={0} />
      <Lines lines={t.enterLead} />
      {props.wasCutOff && <Kept text={t.kept} />}
      <Voids userId={props.voidsUserId} />
      <form id={entryFormId} method="post" action={`${base}/otp/issue`} novalidate>
        <Csrf token={csrf} />
        <section class="card">
          <h2>{t.mailHeading}</h2>
          <p>{t.mailLead}</p>
          <MailField name="mail" label={t.mail} value={mail} refused={refused} />
          <MailField
            name="mailAgain"
            label={t.mailAgain}
            value={mailAgain}
            refused={refused}
            note={frameText.twice}
          />
        </section>
        <section class="card">
          <h2>{t.passwordHeading}</h2>
          <Lines lines={t.passwordLead} />
          <NewPasswordField name="password" label={t.password} refused={refused} />
          <NewPasswordField
            name="passwordAgain"
            label={t.passwordAgain}
            refused={refused}
            note={frameText.twice}
          />
        </section>
        <p class="buttons">
          <button class="primary">{frameText.next}</button>
          <a class="button secondary" href={`${base}/otp/application`}>
            {frameText.back}
          </a>
        </p>
      </form>
    </>
  );
}

/** Said before it is done: the IDs that were mailed a moment ago are of no use after it. */
function Voids({ userId }: { userId: string | null }) {
  if (userId === null) return null;
  return (
    <section class="card notice">
      <h2>{t.voidsHeading}</h2>
      <p>{t.voids(userId)}</p>
    </section>
  );
}

function MailField(props: {
  name: string;
  label: string;
  value: string;
  refused: Refused;
  note?: string;
}) {
  return (
    <Field
      {...props}
      type="email"
      inputmode="email"
      format={t.mailFormat}
      autocomplete={props.note ? 'off' : 'email'}
      maxlength={maxLengths.mail}
      required
    />
  );
}

function NewPasswordField(props: { name: string; label: string; refused: Refused; note?: string }) {
  return (
    <Field
      {...props}
      format={t.passwordFormat}
      type="password"
      inputmode="numeric"
      autocomplete="off"
      maxlength={maxLengths.activationPassword}
      keyboard="digits"
      required
    />
  );
}

export function IssueCheck(props: {
  base: string;
  csrf: string;
  id: string;
  mail: string;
  voidsUserId: string | null;
  refused: Refused;
}) {
  const { base, csrf, id, mail, refused } = props;
  return (
    <>
      <Steps names={t.steps} current={1} />
      <p>{t.checkLead}</p>
      <Voids userId={props.voidsUserId} />
      <form id={entryFormId} method="post" action={`${base}/otp/issue/check`}>
        <Csrf token={csrf} />
        <DraftId id={id} />
        <Entered fields={{ mail, mailAgain: mail }} />
        <section class="card">
          <h2>{t.checkHeading}</h2>
          <Facts facts={[{ name: t.mail, value: mail }]} />
        </section>
        <section class="card">
          <h2>{t.confirmationHeading}</h2>
          <ConfirmationField refused={refused} note={t.confirmationNote} />
        </section>
        <p class="buttons">
          <button class="primary">{t.confirm}</button>
          <a class="button secondary" href={`${base}/otp/issue`}>
            {frameText.back}
          </a>
        </p>
      </form>
    </>
  );
}

export function IssueDone({ base }: { base: string }) {
  return (
    <>
      <Steps names={t.steps} current={2} />
      <section class="card">
        <p>
          <strong>{t.doneLead}</strong>
        </p>
        <p>{t.doneNote}</p>
        <p class="buttons">
          <a class="button primary" href={`${base}/otp/application`}>
            <Phrases text={frameText.toApplication} />
          </a>
        </p>
      </section>
    </>
  );
}
