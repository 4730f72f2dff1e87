/** @jsxImportSource hono/jsx */
/** BLI001, BLI023 and the pages that end a visit. */
import type { DemoCustomer } from '../../customers/demo-customers.ts';
import { maxLengths } from '../frame/limits.ts';
import type { ReturnName } from '../entry-forms.ts';
import type { Refused } from '../problem.ts';
import { codeText, frameText, problemText } from '../frame/text.ts';
import { endText, logInText as t, otpLogInText } from './text.ts';
import { CodeField, Csrf, Facts, Field, entryFormId } from '../frame/form.tsx';

export function LogIn(props: {
  base: string;
  csrf: string;
  institution: string;
  returnTo: ReturnName | null;
  /** What was typed where the log-in leads back to is there again. */
  isKept: boolean;
  logInId: string;
  demoCustomers: readonly DemoCustomer[];
  refused: Refused;
}) {
  const { base, csrf, institution, returnTo, demoCustomers, refused } = props;
  return (
    <>
      <section class="card notice">
        <h2>{t.noticeHeading}</h2>
        <p>{t.notice(institution)}</p>
      </section>
      <form id={entryFormId} class="card" method="post" action={`${base}/log-in`}>
        <h2>{t.registered}</h2>
        {returnTo !== null && (
          <p>
            {t.backTo(t.places[returnTo])}
            {props.isKept && problemText.kept}
          </p>
        )}
        <Csrf token={csrf} />
        {returnTo !== null && <input type="hidden" name="return" value={returnTo} />}
        <Field
          name="logInId"
          refused={refused}
          label={t.logInId}
          format={t.format}
          value={props.logInId}
          autocomplete="username"
          maxlength={maxLengths.logInId}
          required
        />
        <Field
          name="password"
          refused={refused}
          label={t.password}
          format={t.format}
          type="password"
          autocomplete="current-password"
          maxlength={maxLengths.password}
          keyboard="letters"
          required
        />
        <p class="buttons">
          <button class="primary">{t.submit}</button>
        </p>
        <p class="note">{frameText.softwareKeyboardAdvice}</p>
      </form>
      {demoCustomers.length > 0 && (
        <section class="card demo">
          <h2>
            <span class="sample">{frameText.sample}</span> {t.demoHeading}
          </h2>
          <p>{t.demoLead}</p>
          {demoCustomers.map((customer) => (
            <Facts
              facts={[
                { name: t.logInId, value: <code>{customer.logInId}</code> },
                { name: t.password, value: <code>{customer.logInPassword}</code> },
                { name: t.demoConfirmation, value: <code>{customer.confirmationPassword}</code> },
              ]}
            />
          ))}
        </section>
      )}
    </>
  );
}

export function OtpLogIn(props: { base: string; csrf: string; refused: Refused }) {
  const { base, csrf, refused } = props;
  const text = otpLogInText;
  return (
    <>
      <p>{text.lead}</p>
      <form id={entryFormId} class="card" method="post" action={`${base}/log-in/otp`}>
        <Csrf token={csrf} />
        <h2>{codeText.heading}</h2>
        <CodeField refused={refused} />
        <p class="buttons">
          {/* Not this form's own button, so that Enter never cancels. */}
          <button class="secondary" form="cancel">
            {text.cancel}
          </button>
          <button class="primary">{frameText.next}</button>
        </p>
      </form>
      <form id="cancel" method="post" action={`${base}/log-in/cancel`}>
        <Csrf token={csrf} />
      </form>
    </>
  );
}

/** `href` leads on, by default to the log-in page, which leads those who are logged in to the top page. */
export function Ended(props: { lead: readonly string[]; href: string; label?: string }) {
  const { lead, href, label = endText.toLogIn } = props;
  return (
    <section class="card">
      {lead.map((line) => (
        <p>{line}</p>
      ))}
      <p class="buttons">
        <a class="button primary" href={href}>
          {label}
        </a>
      </p>
    </section>
  );
}
