/** 振込・振替: 確認用パスワード, and the one-time password where a token is in use. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { readContract } from '../../issuer/tokens/token-contract.ts';
import { findCustomer } from '../../customers/customer.ts';
import { TransferCheck, TransferDone, TransferEntry } from './page.tsx';
import { peerAddress } from '../../issuer/peer.ts';
import { transferText as t } from './text.ts';
import { codeText, confirmationText, problemText } from '../frame/text.ts';
import { isMade, makeTransfer } from '../../customers/transfer.ts';
import { verifyCode } from '../../issuer/tokens/verification.ts';
import { checkConfirmation } from '../confirmation.ts';
import { sessionOf } from '../guard.ts';
import { CodeForm, TransferForm } from '../input.ts';
import type { TransferDraft } from '../session.ts';
import type { Show } from '../show.ts';
import type { SiteContext, SiteEnv, SiteParts } from '../visit.ts';

type Outcome = 'made' | 'wrong' | 'stopped' | 'balance-too-low';

export function transferRoutes(parts: SiteParts, show: Show): Hono<SiteEnv> {
  const { tenant, base } = parts;
  const asksForCode = (customer: number) => {
    const { current } = readContract(tenant, customer).life;
    return current === 'inUse' || current === 'suspended';
  };

  const entry = (c: SiteContext, problem: string | null) => {
    const form = c.get('form') ?? {};
    const draft = sessionOf(c).transferDraft;
    return show(
      c,
      {
        title: t.titles.enter,
        screenId: 'BFR001',
        tab: 'transfer',
        path: `${base}/transfer`,
        problem,
      },
      TransferEntry({
        base,
        csrf: c.get('visit').csrf,
        payee: form['payee'] ?? draft?.payee ?? '',
        amountYen: form['amountYen'] ?? draft?.amountYen.toString() ?? '',
      }),
    );
  };
  const check = (c: SiteContext, draft: TransferDraft, problem: string | null) =>
    show(
      c,
      {
        title: t.titles.check,
        screenId: 'BFR002',
        tab: 'transfer',
        path: `${base}/transfer/check`,
        problem,
      },
      TransferCheck({
        ...draft,
        base,
        csrf: c.get('visit').csrf,
        asksForCode: asksForCode(sessionOf(c).customer),
      }),
    );

  return new Hono<SiteEnv>()
    .get('/transfer', (c) => entry(c, null))
    .post('/transfer', (c) => {
      const parsed = TransferForm.safeParse(c.get('form'));
      if (!parsed.success) {
        const named = parsed.error.issues.some(({ path }) => path[0] === 'payee');
        return entry(c, named ? t.problems.payee : t.problems.amount);
      }
      const session = sessionOf(c);
      const { balanceYen } = findCustomer(tenant, session.customer);
      if (parsed.data.amountYen > balanceYen) return entry(c, t.problems.balance);
      session.transferDraft = { ...parsed.data, id: randomBytes(16).toString('hex') };
      return c.redirect(`${base}/transfer/check`, 303);
    })
    .get('/transfer/check', (c) => {
      const { transferDraft } = sessionOf(c);
      return transferDraft ? check(c, transferDraft, null) : c.redirect(`${base}/transfer`, 303);
    })
    .post('/transfer/check', async (c) => {
      const session = sessionOf(c);
      const draft = session.transferDraft;
      if (!draft) return c.redirect(`${base}/account`, 303);
      if (c.get('form')['draft'] !== draft.id) return check(c, draft, problemText.changedElsewhere);
      const confirmed = await checkConfirmation(parts, c);
      if (confirmed === 'locked') return c.redirect(`${base}/confirmation-locked`, 303);
      if (confirmed === 'wrong') return check(c, draft, confirmationText.wrong);
      const outcome = execute(c, draft);
      if (outcome === 'wrong') return check(c, draft, codeText.wrong);
      if (outcome === 'balance-too-low') return check(c, draft, t.problems.balance);
      if (outcome === 'stopped') {
        return check(c, draft, codeText.suspended(tenant.institution.tel));
      }
      session.transferDraft = null;
      session.done = 'transfer';
      return c.redirect(`${base}/transfer/done`, 303);
    })
    .get('/transfer/done', (c) =>
      sessionOf(c).done === 'transfer'
        ? show(
            c,
            { title: t.titles.done, screenId: 'BFR003', tab: 'transfer' },
            TransferDone({ base }),
          )
        : c.redirect(`${base}/transfer`, 303),
    );

  /** The code is used up by the very transaction that moves the money. */
  function execute(c: SiteContext, draft: TransferDraft): Outcome {
    const { customer } = sessionOf(c);
    const source = peerAddress(c);
    const { code } = CodeForm.parse({ code: c.get('form')['code'] ?? '' });
    return tenant.database
      .transaction((): Outcome => {
        if (isMade(tenant, draft.id)) return 'made';
        if (asksForCode(customer)) {
          const verdict = verifyCode(tenant, customer, code, source);
          if (verdict !== 'accepted') return verdict;
        }
        const outcome = makeTransfer(tenant, customer, draft, source);
        return outcome === 'balance-too-low' ? outcome : 'made';
      })
      .immediate();
  }
}
