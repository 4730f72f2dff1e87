/** BLI001 and BLI023: two passwords, and then the one-time one where a token is in use. */
import { newDeedKey } from '../../back-office/deed-key.ts';
import { Hono } from 'hono';
import { asksForCode, readContract, referenceOf } from '../../contract/contract.ts';
import { findByLogInId, noteLogIn } from '../../customers/customer.ts';
import type { LogInForm } from './log-in-form.ts';
import { OtpLogIn } from './page.tsx';
import { peerAddress, peerNetwork } from '../../service/peer.ts';
import type { RateLimit } from '../../service/rate-limit.ts';
import { codeText, problemText } from '../frame/text.ts';
import { logInText, otpLogInText } from './text.ts';
import { codeFields, logInFields, readFields } from '../input.ts';
import { passwordsFull, refuse, refuseFields, refuseTogether } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { returnOf, returnPaths } from '../entry-forms.ts';
import type { ReturnName } from '../entry-forms.ts';
import { newPass, ownerTag } from '../pass.ts';
import type { Session } from '../session.ts';
import type { SendPage } from '../send-page.ts';
import { keepPass, leave, redirect } from '../visit.ts';
import type { SiteContext, SiteEnv, SiteParts } from '../visit.ts';

// oxlint-disable-next-line max-lines-per-function -- the routes of one flow
export function logInRoutes(
  parts: SiteParts,
  sendPage: SendPage,
  { form, limit }: { form: LogInForm; limit: RateLimit },
): Hono<SiteEnv> {
  const { tenant, sessions, passwords, base } = parts;
  const { institution } = tenant;

  const wrong = refuseTogether(logInText.wrong, ['logInId', 'password']);
  const codeForm = (c: SiteContext, problem: Problem | null) =>
    sendPage(
      c,
      {
        title: otpLogInText.title,
        screenId: 'BLI023',
        path: `${base}/log-in/otp`,
        hasEntry: true,
        problem,
      },
      OtpLogIn({ base, csrf: c.get('visit').csrf, refused: problem?.fields ?? {} }),
    );

  /** A new number at each step up, so that one that somebody planted is of no use. */
  const enter = (c: SiteContext, session: Omit<Session, 'csrf' | 'done' | 'lastTransfer'>) => {
    const { sessionKey } = tenant;
    const pass = newPass(sessionKey, 's', ownerTag(sessionKey, String(session.customer)));
    sessions.end(c.get('visit').pass);
    sessions.start(pass, { ...session, csrf: null, done: null, lastTransfer: null });
    keepPass(c, parts, pass);
    if (session.stage === 'otp') return redirect(`${base}/log-in/otp`);
    const { returnTo } = session;
    return redirect(`${base}${returnTo === null ? '/top' : returnPaths[returnTo]}`);
  };
  const noteEntry = (customer: number, source: string) => {
    noteLogIn(tenant, customer);
    tenant.audit({ event: 'log-in', customer, source });
  };

  const tryPassword = async (
    c: SiteContext,
    logInId: string,
    password: string,
    returnTo: ReturnName | null,
  ) => {
    const source = peerAddress(c);
    const looked = await passwords.withPlace(async (isRight) => {
      const { left } = await tenant.commit(() => tenant.logInTries.take(logInId));
      const customer = findByLogInId(tenant, logInId);
      if (left < 0) return { left, customer, right: false };
      return { left, customer, right: await isRight(password, customer?.logInPassword ?? null) };
    });
    if (looked === 'full') return form(c, passwordsFull());
    const { left, customer, right } = looked;
    if (left < 0) {
      tenant.audit({ event: 'log-in-locked', customer: customer?.id ?? null, source });
      return form(c, locked(logInId));
    }
    if (!right || !customer) {
      const event = left === 0 ? 'log-in-locked' : 'log-in-wrong';
      tenant.audit({ event, customer: customer?.id ?? null, source });
      return form(c, left === 0 ? locked(logInId) : wrong);
    }
    const contract = await readContract(tenant, customer.id).catch(async (error: unknown) => {
      // A right password is no guess, whatever comes after it.
      await tenant.commit(() => tenant.logInTries.giveBack(logInId));
      throw error;
    });
    const stage = await tenant.commit(() => {
      tenant.logInTries.giveBack(logInId);
      if (asksForCode(contract)) {
        tenant.audit({ event: 'log-in-code-asked', customer: customer.id, source });
        return 'otp';
      }
      noteEntry(customer.id, source);
      return 'in';
    });
    return enter(c, {
      customer: customer.id,
      stage,
      lastLogInAt: customer.lastLogInAt,
      returnTo,
      issueDraft: null,
      transferDraft: null,
    });
  };

  return new Hono<SiteEnv>()
    .get('/', (c) =>
      c.get('visit').session?.stage === 'in' ? redirect(`${base}/top`) : form(c, null),
    )
    .post('/log-in', async (c) => {
      const waitSeconds = limit(peerNetwork(c));
      if (waitSeconds !== null) {
        c.header('retry-after', String(waitSeconds));
        const problem = refuse(problemText.busy, problemText.busyLead(waitSeconds * 1000));
        return form(c, problem, { screenId: 'BER005', status: 429 });
      }
      const { values, refused } = readFields(c.get('form'), logInFields);
      if (refused) return form(c, refuseFields(refused));
      const { logInId, password } = values;
      const returnTo = returnOf(c.get('form')['return']);
      return tenant.logInTries.inOrder(logInId, () => tryPassword(c, logInId, password, returnTo));
    })
    .get('/log-in/otp', (c) =>
      c.get('visit').session?.stage === 'otp' ? codeForm(c, null) : redirect(`${base}/`),
    )
    .post('/log-in/otp', async (c) => {
      const { session } = c.get('visit');
      if (session?.stage !== 'otp') return redirect(`${base}/`);
      const { values, refused } = readFields(c.get('form'), codeFields);
      if (refused) return codeForm(c, refuseFields(refused));
      const source = peerAddress(c);
      const { verdict } = await tenant.issuing.takeCode(
        referenceOf(session.customer),
        { code: values.code, purpose: 'log-in' },
        { key: newDeedKey(), source },
      );
      if (verdict === 'accepted') await tenant.commit(() => noteEntry(session.customer, source));
      if (verdict === 'wrong') return codeForm(c, refuseFields({ code: codeText.wrong }));
      if (verdict === 'stopped') {
        leave(c, parts);
        const text = codeText.suspended(institution.tel);
        return form(c, refuse(codeText.suspendedHeading, text));
      }
      return enter(c, { ...session, stage: 'in' });
    })
    .post('/log-in/cancel', (c) => {
      leave(c, parts);
      return redirect(`${base}/`);
    })
    .post('/log-out', (c) => {
      const { session } = c.get('visit');
      if (session) {
        tenant.audit({ event: 'log-out', customer: session.customer, source: peerAddress(c) });
      }
      leave(c, parts);
      return redirect(`${base}/logged-out`);
    });

  function locked(logInId: string): Problem {
    const until = tenant.logInTries.lockedUntil(logInId) ?? tenant.now();
    return refuse(logInText.lockedHeading, logInText.locked(until - tenant.now()));
  }
}
