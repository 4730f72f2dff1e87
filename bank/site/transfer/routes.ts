/** 振込・振替: 確認用パスワード, and the one-time password where a token is in use. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { asksForCode, readContract } from '../../contract/contract.ts';
import { pay } from '../../contract/pay.ts';
import { findCustomer } from '../../customers/customer.ts';
import { TransferCheck, TransferDone, TransferEntry } from './page.tsx';
import { hasNews } from '../banking/in-doubt.ts';
import { peerAddress } from '../../service/peer.ts';
import { transferText as t } from './text.ts';
import { codeText } from '../frame/text.ts';
import { findTransfer, transferLimitYen } from '../../customers/transfer.ts';
import type { TransferDraft } from '../../customers/transfer.ts';
import { checkConfirmation } from '../confirmation.ts';
import { sessionOf } from '../guard.ts';
import { codeFields, confirmationFields, readFields, transferFields } from '../input.ts';
import { changedElsewhere, refuse, refuseFields } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { SendPage } from '../send-page.ts';
import { returnPaths } from '../entry-forms.ts';
import { keptOf, redirect } from '../visit.ts';
import type { SiteContext, SiteEnv, SiteParts } from '../visit.ts';

export function transferRoutes(parts: SiteParts, sendPage: SendPage): Hono<SiteEnv> {
  const { tenant, base, typed, wakeMail } = parts;
  const releaseDay = () =>
    refuse(t.problems.balanceHeading, t.problems.releaseDay(tenant.institution.tel));
  const entry = (c: SiteContext, problem: Problem | null) => {
    const form = c.get('form') ?? {};
    const kept = keptOf(c, parts, 'transfer');
    return sendPage(
      c,
      {
        title: t.titles.enter,
        screenId: 'BFR001',
        hasEntry: true,
        tab: 'transfer',
        path: `${base}/transfer`,
        problem,
      },
      TransferEntry({
        base,
        csrf: c.get('visit').csrf,
        payee: form['payee'] ?? kept?.fields['payee'] ?? '',
        amountYen: form['amountYen'] ?? kept?.fields['amountYen'] ?? '',
        wasCutOff: problem === null && kept?.isCutOff === true,
        hasNotKnown: hasNews(tenant, sessionOf(c).customer),
        refused: problem?.fields ?? {},
      }),
    );
  };
  const check = async (c: SiteContext, draft: TransferDraft, problem: Problem | null) =>
    sendPage(
      c,
      {
        title: t.titles.check,
        screenId: 'BFR002',
        hasEntry: true,
        tab: 'transfer',
        path: `${base}/transfer/check`,
        problem,
      },
      TransferCheck({
        ...draft,
        base,
        csrf: c.get('visit').csrf,
        asksForCode: asksForCode(await readContract(tenant, sessionOf(c).customer)),
        refused: problem?.fields ?? {},
      }),
    );

  return new Hono<SiteEnv>()
    .get('/transfer', (c) => entry(c, null))
    .post('/transfer', async (c) => {
      const { values, refused } = readFields(c.get('form'), transferFields);
      if (refused) return entry(c, refuseFields(refused));
      const session = sessionOf(c);
      const { balanceYen } = findCustomer(tenant, session.customer);
      if (values.amountYen > balanceYen) {
        return entry(c, refuseFields({ amountYen: t.problems.balance }));
      }
      const contract = await readContract(tenant, session.customer);
      if (values.amountYen > transferLimitYen(tenant, session.customer, contract)) {
        return entry(c, releaseDay());
      }
      session.transferDraft = { ...values, id: randomBytes(16).toString('hex') };
      return redirect(`${base}/transfer/check`);
    })
    .get('/transfer/check', (c) => {
      const { transferDraft } = sessionOf(c);
      return transferDraft ? check(c, transferDraft, null) : redirect(`${base}/transfer`);
    })
    .post('/transfer/check', async (c) => {
      const session = sessionOf(c);
      const draft = session.transferDraft;
      if (!draft) return redirect(`${base}/account`);
      if (c.get('form')['draft'] !== draft.id) return check(c, draft, changedElsewhere());
      const { values, refused } = readFields(c.get('form'), codeFields);
      const { current } = await readContract(tenant, session.customer);
      if (refused && current === 'inUse') {
        return check(
          c,
          draft,
          refuseFields({ ...readFields(c.get('form'), confirmationFields).refused, ...refused }),
        );
      }
      const confirmed = await checkConfirmation(parts, c);
      if (confirmed === 'locked') return redirect(`${base}/confirmation-locked`);
      if (confirmed !== 'right') return check(c, draft, confirmed);
      const code = { code: values?.code ?? '', source: peerAddress(c) };
      const outcome = await pay(tenant, session.customer, draft, code);
      if (outcome === 'wrong') return check(c, draft, refuseFields({ code: codeText.wrong }));
      if (outcome === 'balance-too-low') {
        return check(c, draft, refuse(t.problems.balanceHeading, t.problems.balance));
      }
      if (outcome === 'over-limit') return check(c, draft, releaseDay());
      if (outcome === 'changed') return check(c, draft, changedElsewhere());
      if (outcome === 'stopped') {
        const text = codeText.suspended(tenant.institution.tel);
        return check(c, draft, refuse(codeText.suspendedHeading, text));
      }
      // What another window has entered in the meantime stays.
      if (session.transferDraft === draft) {
        session.transferDraft = null;
        typed.forget(c.get('visit').owner, returnPaths.transfer);
      }
      session.done = 'transfer';
      session.lastTransfer = draft.id;
      wakeMail();
      return redirect(`${base}/transfer/done`);
    })
    .get('/transfer/done', (c) => {
      const { done, lastTransfer } = sessionOf(c);
      const receipt = lastTransfer === null ? undefined : findTransfer(tenant, lastTransfer);
      if (done !== 'transfer' || !receipt) return redirect(`${base}/transfer`);
      const page = { title: t.titles.done, screenId: 'BFR003', tab: 'transfer' } as const;
      return sendPage(c, page, TransferDone({ base, receipt }));
    });
}
