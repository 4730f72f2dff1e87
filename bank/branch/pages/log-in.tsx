/** @jsxImportSource hono/jsx */
/** SLI001 and the pages that end a visit. */
import { Csrf, Facts, Field } from '../../site/frame/form.tsx';
import { maxLengths } from '../../site/frame/limits.ts';
import type { Refused } from '../../site/problem.ts';
import { endText, frameText, logInText as t } from './text.ts';

export function LogIn(props: {
  csrf: string;
  id: string;
  /** Where the log-in leads back to. */
  back: string | null;
  refused: Refused;
  sample: { id: string; password: string } | null;
}) {
  const { csrf, id, back, refused, sample } = props;
  return (
    <>
      <p>{t.lead}</p>
      <form class="card" method="post" action="/log-in">
        <Csrf token={csrf} />
        {back !== null && <input type="hidden" name="back" value={back} />}
        <Field
          name="id"
          refused={refused}
          label={t.id}
          value={id}
          autocomplete="username"
          maxlength={maxLengths.logInId}
          required
        />
        <Field
          name="password"
          refused={refused}
          label={t.password}
          type="password"
          autocomplete="current-password"
          maxlength={maxLengths.password}
          required
        />
        <p class="buttons">
          <button class="primary">{t.submit}</button>
        </p>
      </form>
      {sample && (
        <section class="card demo">
          <h2>
            <span class="sample">{frameText.sample}</span> {t.demoHeading}
          </h2>
          <p>{t.demoLead}</p>
          <Facts
            facts={[
              { name: t.id, value: <code>{sample.id}</code> },
              { name: t.password, value: <code>{sample.password}</code> },
            ]}
          />
        </section>
      )}
    </>
  );
}

export function Ended({
  lead,
  href = '/',
  label = endText.toLogIn,
}: {
  lead: string;
  href?: string;
  label?: string;
}) {
  return (
    <section class="card">
      <p>{lead}</p>
      <p class="buttons">
        <a class="button primary" href={href}>
          {label}
        </a>
      </p>
    </section>
  );
}
