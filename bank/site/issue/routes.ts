/** BOT001 to BOT003: トークン発行. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { readContract } from '../../contract/contract.ts';
import { openIssue } from '../../contract/issue.ts';
import type { Application } from '../../contract/issue.ts';
import { IssueCheck, IssueDone, IssueEntry } from './page.tsx';
import { peerAddress } from '../../service/peer.ts';
import type { RateLimit } from '../../service/rate-limit.ts';
import { issueText as t } from './text.ts';
import { checkConfirmation } from '../confirmation.ts';
import { sessionOf } from '../guard.ts';
import { issueFields, readFields } from '../input.ts';
import { changedElsewhere, refuse, refuseFields } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { SendPage } from '../send-page.ts';
import { returnPaths } from '../entry-forms.ts';
import { keptOf, redirect } from '../visit.ts';
import type { SiteContext, SiteEnv, SiteParts } from '../visit.ts';

export function issueRoutes(parts: SiteParts, sendPage: SendPage, limit: RateLimit): Hono<SiteEnv> {
  const { tenant, base, typed, wakeMail } = parts;
  const application = `${base}/otp/application`;

  const voidsUserId = async (c: SiteContext) =>
    (await readContract(tenant, sessionOf(c).customer)).issue?.userId ?? null;
  const entry = async (c: SiteContext, problem: Problem | null) => {
    const form = c.get('form') ?? {};
    const kept = keptOf(c, parts, 'issue');
    return sendPage(
      c,
      {
        title: t.titles.enter,
        screenId: 'BOT001',
        tab: 'otp',
        path: `${base}/otp/issue`,
        hasEntry: true,
        problem,
      },
      IssueEntry({
        base,
        csrf: c.get('visit').csrf,
        mail: form['mail'] ?? kept?.fields['mail'] ?? '',
        mailAgain: form['mailAgain'] ?? kept?.fields['mailAgain'] ?? '',
        wasCutOff: problem === null && kept?.isCutOff === true,
        voidsUserId: await voidsUserId(c),
        refused: problem?.fields ?? {},
      }),
    );
  };
  const check = async (c: SiteContext, draft: Application, problem: Problem | null) =>
    sendPage(
      c,
      {
        title: t.titles.check,
        screenId: 'BOT002',
        hasEntry: true,
        tab: 'otp',
        path: `${base}/otp/issue/check`,
        problem,
      },
      IssueCheck({
        base,
        csrf: c.get('visit').csrf,
        id: draft.draftId,
        mail: draft.mailAddress,
        voidsUserId: await voidsUserId(c),
        refused: problem?.fields ?? {},
      }),
    );

  return new Hono<SiteEnv>()
    .get('/otp/issue', async (c) => {
      const { allowed } = await readContract(tenant, sessionOf(c).customer);
      return allowed.includes('openIssue') ? entry(c, null) : redirect(application);
    })
    .post('/otp/issue', (c) => {
      const { values, refused } = readFields(c.get('form'), issueFields);
      if (refused) return entry(c, refuseFields(refused));
      sessionOf(c).issueDraft = {
        draftId: randomBytes(16).toString('hex'),
        mailAddress: values.mail,
        activationPassword: values.password,
      };
      return redirect(`${base}/otp/issue/check`);
    })
    .get('/otp/issue/check', (c) => {
      const { issueDraft } = sessionOf(c);
      return issueDraft ? check(c, issueDraft, null) : redirect(`${base}/otp/issue`);
    })
    .post('/otp/issue/check', async (c) => {
      const session = sessionOf(c);
      const { issueDraft } = session;
      if (!issueDraft) return redirect(application);
      if (c.get('form')['draft'] !== issueDraft.draftId) {
        return check(c, issueDraft, changedElsewhere());
      }
      const confirmed = await checkConfirmation(parts, c);
      if (confirmed === 'locked') return redirect(`${base}/confirmation-locked`);
      if (confirmed !== 'right') return check(c, issueDraft, confirmed);
      // Each issue is a mail to an address that somebody has only typed.
      if (limit(String(session.customer)) !== null) {
        return check(c, issueDraft, refuse(t.problems.notNowHeading, t.problems.notNow));
      }
      const outcome = await openIssue(tenant, session.customer, issueDraft, peerAddress(c));
      // What another window has entered in the meantime stays.
      if (session.issueDraft === issueDraft) {
        session.issueDraft = null;
        typed.forget(c.get('visit').owner, returnPaths.issue);
      }
      // Another window of the same customer was quicker; BOP001 shows what stands.
      if (outcome === 'changed') return redirect(application);
      session.done = 'issue';
      wakeMail();
      return redirect(`${base}/otp/issue/done`);
    })
    .get('/otp/issue/done', (c) =>
      sessionOf(c).done === 'issue'
        ? sendPage(c, { title: t.titles.done, screenId: 'BOT003', tab: 'otp' }, IssueDone({ base }))
        : redirect(application),
    );
}
