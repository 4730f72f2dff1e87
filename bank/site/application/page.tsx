/** @jsxImportSource hono/jsx */
/** The menu and BOP001: what stands registered, and the ways on. */
import { applicationText as t, menuText } from './text.ts';
import { frameText } from '../frame/text.ts';
import { Facts, Lines } from '../frame/form.tsx';

export function OtpMenu({ base }: { base: string }) {
  return (
    <>
      <p>{menuText.lead}</p>
      <section class="card">
        <p class="buttons">
          <a class="button primary" href={`${base}/otp/application`}>
            {menuText.application}
          </a>
        </p>
        <p>{menuText.applicationNote}</p>
      </section>
    </>
  );
}

export type TokenFacts = {
  serviceId: string;
  userId: string;
  checkNumber: string | null;
  /** Not in use yet, so that comparing the numbers still helps. */
  toBeStarted: boolean;
  others: { name: string; value: string }[];
};

export type ApplicationProps = {
  base: string;
  state: keyof typeof t.states;
  token: TokenFacts | null;
  /** Where a token is in use and another is to take its place. */
  newToken: TokenFacts | null;
  mayIssue: boolean;
  mayStart: boolean;
  mayRelease: boolean;
  /** Why 「トークン発行」 is closed. */
  reason: string | null;
};

export function Application(props: ApplicationProps) {
  const { base, state, token, newToken, reason } = props;
  return (
    <>
      <Lines lines={t.lead} />
      <section class="card">
        <h2>{t.statusHeading}</h2>
        <Facts
          facts={[
            { name: t.status, value: <strong class={`state ${state}`}>{t.states[state]}</strong> },
          ]}
        />
        {reason && <p class="note">{reason}</p>}
        {state === 'issued' && <NextStep base={base} mayStart={props.mayStart} />}
      </section>
      {token && <TokenCard heading={t.tokenHeading} token={token} prefix="" />}
      {newToken && <TokenCard heading={t.newTokenHeading} token={newToken} prefix="new-" />}
      <Cautions />
      <p class="buttons">
        <Way href={`${base}/otp/issue`} open={props.mayIssue} label={t.issue} />
        <Way href={`${base}/otp/start`} open={props.mayStart} label={t.start} />
        <Way href={`${base}/otp/release`} open={props.mayRelease} label={t.release} />
      </p>
      <p class="buttons">
        <a class="button secondary" href={`${base}/top`}>
          {frameText.toTop}
        </a>
      </p>
    </>
  );
}

/** The page stays open while the app is set up, and learns of it only when it is loaded again. */
function NextStep({ base, mayStart }: { base: string; mayStart: boolean }) {
  if (mayStart) return <p>{t.nextSteps.start}</p>;
  return (
    <>
      <p>{t.nextSteps.setUpApp}</p>
      <p class="buttons">
        <a class="button secondary" href={`${base}/otp/application`}>
          {t.refresh}
        </a>
      </p>
    </>
  );
}

function Way({ href, open, label }: { href: string; open: boolean; label: string }) {
  return open ? (
    <a class="button primary" href={href}>
      {label}
    </a>
  ) : (
    <button type="button" class="primary" disabled>
      {label}
    </button>
  );
}

function TokenCard(props: { heading: string; token: TokenFacts; prefix: string }) {
  const { heading, token, prefix } = props;
  return (
    <section class="card">
      <h2>{heading}</h2>
      <Facts
        facts={[
          { name: t.serviceId, value: token.serviceId, id: `${prefix}service-id` },
          { name: t.userId, value: token.userId, id: `${prefix}user-id` },
          ...(token.checkNumber === null
            ? []
            : [{ name: t.checkNumber, value: token.checkNumber, id: `${prefix}check-number` }]),
          ...token.others,
        ]}
      />
      {token.checkNumber !== null && token.toBeStarted && <p class="note">{t.checkNumberNote}</p>}
    </section>
  );
}

function Cautions() {
  return (
    <section class="card cautions">
      <h2>{t.cautionHeading}</h2>
      {t.cautions.map(({ heading, points }) => (
        <>
          <h3>{heading}</h3>
          <ul>
            {points.map((point) => (
              <li>{point}</li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}
