/** @jsxImportSource hono/jsx */
/** The menu and BOP001: what stands registered, and the ways on. */
import { activationLink } from '../../../shared/brand.ts';
import { digitGroups } from '../../../shared/format/group-digits.ts';
import type { LetterState } from '../../mail/letter-state.ts';
import { applicationText as t, menuText } from './text.ts';
import { frameText } from '../frame/text.ts';
import { Facts, Lines, Phrases } from '../frame/form.tsx';

export function OtpMenu({ base }: { base: string }) {
  return (
    <>
      <p>{menuText.lead}</p>
      <section class="card">
        <p class="buttons">
          <a class="button primary" href={`${base}/otp/application`}>
            <Phrases text={menuText.application} />
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
  /** The mail with the IDs of the issue on its way. */
  letter: { state: LetterState; to: string } | null;
};

export function Application(props: ApplicationProps) {
  const { base, state, token, newToken, reason, letter } = props;
  return (
    <>
      <Lines lines={t.lead} />
      <section class="card">
        <h2>
          <Phrases text={t.statusHeading} />
        </h2>
        <Facts
          facts={[
            { name: t.status, value: <strong class={`state ${state}`}>{t.states[state]}</strong> },
          ]}
        />
        {reason && <p class="note">{reason}</p>}
        {isOnItsWay(props) && (
          <NextStep base={base} mayStart={props.mayStart} issued={newToken ?? token} />
        )}
      </section>
      {letter && (letter.state === 'refused' || letter.state === 'unknown') && (
        <section class="card notice">
          <h2>{t.letterStates[letter.state]}</h2>
          <p>{t.letterTo(letter.to)}</p>
          <p>{t.letterNotes[letter.state]}</p>
        </section>
      )}
      {token && <TokenCard heading={t.tokenHeading} token={token} prefix="" />}
      {newToken && <TokenCard heading={t.newTokenHeading} token={newToken} prefix="new-" />}
      <Ways {...props} />
      <Cautions />
    </>
  );
}

/** A token is applied for and can come into use. */
const isOnItsWay = ({ state, newToken, mayIssue }: ApplicationProps): boolean =>
  mayIssue && (state === 'issued' || newToken !== null);

/** The one thing to do next: of all that stands on the page its button alone is the primary one. */
function nextStep(props: ApplicationProps): 'issue' | 'setUpApp' | 'start' | 'leave' {
  if (props.mayStart) return 'start';
  if (isOnItsWay(props)) return 'setUpApp';
  return props.state === 'none' && props.mayIssue ? 'issue' : 'leave';
}

/** Above the cautions, which nobody should have to scroll past; the next step stands out. */
function Ways(props: ApplicationProps) {
  const { base, mayIssue, mayStart, mayRelease } = props;
  const next = nextStep(props);
  return (
    <>
      <p class="buttons">
        <Way
          href={`${base}/otp/issue`}
          open={mayIssue}
          primary={next === 'issue'}
          label={t.issue}
        />
        <Way
          href={`${base}/otp/start`}
          open={mayStart}
          primary={next === 'start'}
          label={t.start}
        />
        <Way href={`${base}/otp/release`} open={mayRelease} primary={false} label={t.release} />
        <Way href={`${base}/top`} open primary={next === 'leave'} label={frameText.toTop} />
      </p>
      {isOnItsWay(props) && <p class="note">{t.issueVoids}</p>}
    </>
  );
}

/** The page stays open while the app is set up, and learns of it only when it is loaded again. */
function NextStep(props: { base: string; mayStart: boolean; issued: TokenFacts | null }) {
  const { base, mayStart, issued } = props;
  if (mayStart) return <p>{t.nextSteps.start}</p>;
  return (
    <>
      <p>{t.nextSteps.setUpApp}</p>
      <p class="buttons">
        <Way href={`${base}/otp/application`} open primary={false} label={t.refresh} />
        {issued && <Way href={activationLink(issued)} open primary={false} label={t.openApp} />}
        <Way href={`${base}/app`} open primary label={t.toDownload} />
      </p>
    </>
  );
}

function Way(props: { href: string; open: boolean; primary: boolean; label: string }) {
  const { href, open, primary, label } = props;
  const rank = primary ? 'primary' : 'secondary';
  return open ? (
    <a class={`button ${rank}`} href={href}>
      <Phrases text={label} />
    </a>
  ) : (
    <button type="button" class={rank} disabled>
      <Phrases text={label} />
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
            : [
                {
                  name: t.checkNumber,
                  value: <CheckNumber number={token.checkNumber} />,
                  id: `${prefix}check-number`,
                },
              ]),
          ...token.others,
        ]}
      />
      {token.checkNumber !== null && token.toBeStarted && <p class="note">{t.checkNumberNote}</p>}
    </section>
  );
}

/** In the groups in which the app shows it, and copied as one number. */
function CheckNumber({ number }: { number: string }) {
  return (
    <span class="check-number">
      {digitGroups(number).map((group) => (
        <span>{group}</span>
      ))}
    </span>
  );
}

function Cautions() {
  return (
    <section class="card cautions">
      <h2>{t.cautionHeading}</h2>
      {t.cautions.map(({ heading, points }) => (
        <>
          <h3>
            <Phrases text={heading} />
          </h3>
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
