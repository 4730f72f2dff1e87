/** Finding a contract, its state, and the three deeds of the branch, each asked about before it is done. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { BackOfficeError } from '../../back-office/back-office-error.ts';
import type { Deciding } from '../../back-office/client.ts';
import { readFields } from '../../site/input.ts';
import { refuse, refuseFields } from '../../site/problem.ts';
import type { Problem } from '../../site/problem.ts';
import { ContractState, Find, List, contractPath } from '../pages/contract.tsx';
import { contractWords, deedNames } from '../pages/contract-words.ts';
import type { DeedName } from '../pages/contract-words.ts';
import { Again, Done, Question } from '../pages/deed.tsx';
import type { SendPage } from '../pages/frame.tsx';
import { findFields, reasonFields } from '../pages/input.ts';
import { contractText, deedTexts, findText, listText, problemText } from '../pages/text.ts';
import { isUnknown } from './trouble.ts';
import { keptOf, requireLogIn, sessionOf } from './visit.ts';
import type { BranchContext, BranchEnv, BranchParts } from './visit.ts';

const isDraft = (text: string | undefined): text is string => /^[0-9a-f-]{36}$/.test(text ?? '');

const screenOf = (deed: DeedName) => `00${deedNames.indexOf(deed) + 1}`;

// oxlint-disable-next-line max-lines-per-function -- the routes of one flow
export function contractRoutes(parts: BranchParts, sendPage: SendPage): Hono<BranchEnv> {
  const { office, log } = parts;
  const source = (c: BranchContext) => {
    const { id, name } = sessionOf(c).staff;
    return `${id} ${name}`;
  };
  const find = (c: BranchContext, problem: Problem | null, reference = '') =>
    sendPage(
      c,
      { title: findText.title, screenId: 'SKC001', problem },
      Find({ csrf: c.get('visit').csrf, reference, refused: problem?.fields ?? {} }),
    );

  /** Shows what `show` makes of the contract; the page to find one where there is none by this reference. */
  async function ofContract(
    c: BranchContext,
    show: (contract: Awaited<ReturnType<typeof office.lookUp>>) => Response | Promise<Response>,
  ): Promise<Response> {
    const typed = c.req.param('reference') ?? '';
    const { values } = readFields({ reference: typed }, findFields);
    if (!values) return find(c, refuseFields({ reference: findText.malformed }));
    try {
      return await show(await office.lookUp(values.reference, { source: source(c) }));
    } catch (error) {
      if (!(error instanceof BackOfficeError && error.code === 'unknown-contract')) throw error;
      return find(c, refuseFields({ reference: findText.unknown }), values.reference);
    }
  }

  const ask = (c: BranchContext, deed: DeedName, problem: Problem | null, given?: string) =>
    ofContract(c, (contract) => {
      const title = deedTexts[deed].question;
      if (!contractWords(contract).deeds.includes(deed)) {
        const refusal = refuse(problemText.notAllowed, problemText.notAllowedLead);
        const page = { title: contractText.title, screenId: 'SKC003', problem: refusal } as const;
        return sendPage(c, { ...page, status: 409 }, ContractState({ contract }));
      }
      const kept = c.get('form') === undefined ? keptOf(c, parts, c.req.path) : null;
      const form = c.get('form') ?? kept ?? {};
      return sendPage(
        c,
        { title, screenId: `SKQ${screenOf(deed)}`, problem },
        Question({
          contract,
          deed,
          csrf: c.get('visit').csrf,
          draft: given ?? (isDraft(kept?.['draft']) ? kept['draft'] : randomUUID()),
          form,
          wasCutOff: kept !== null,
          refused: problem?.fields ?? {},
        }),
      );
    });

  async function carryOut(c: BranchContext, deed: DeedName): Promise<Response> {
    const form = c.get('form');
    const draft = isDraft(form['draft']) ? form['draft'] : undefined;
    const { values, refused } = readFields(form, reasonFields(deed));
    if (refused) return ask(c, deed, refuseFields(refused), draft);
    if (draft === undefined) return c.redirect('/refused', 303);
    const reason = [values.reason, values.words].filter((text) => text !== '').join('：');
    const by: Deciding = { key: draft, source: source(c), reason };
    const reference = c.req.param('reference') ?? '';
    const does = { void: office.voidIssue, unlock: office.unlock, release: office.release };
    try {
      sessionOf(c).done = { deed, contract: await does[deed](reference, by) };
      return c.redirect('/contracts/done', 303);
    } catch (error) {
      if (!(error instanceof BackOfficeError)) throw error;
      if (error.code === 'not-allowed-now') return ask(c, deed, null);
      // With another reason than before: whether it was done by then is for the page to see that shows the state.
      if (error.code === 'idempotency-key-reused') return c.redirect(contractPath(reference), 303);
      if (!isUnknown(error)) throw error;
      log.error(`back-office: ${error.code}`, error);
      const problem = refuse(problemText.notKnown, problemText.notKnownLead);
      const page = { title: deedTexts[deed].question, screenId: 'SKQ009', problem } as const;
      const again = { reference, deed, csrf: c.get('visit').csrf, draft, form };
      return sendPage(c, { ...page, status: 503 }, Again(again));
    }
  }

  const app = new Hono<BranchEnv>();
  app.use(requireLogIn);
  app.get('/', (c) => find(c, null, keptOf(c, parts, '/contracts')?.['reference']));
  app.post('/find', (c) => {
    const { values, refused } = readFields(c.get('form'), findFields);
    if (refused) return find(c, refuseFields(refused), c.get('form')['reference'] ?? '');
    return c.redirect(contractPath(values.reference), 303);
  });
  app.get('/list', async (c) => {
    const after = c.req.query('after') ?? '';
    const query = /^\d{1,15}$/.test(after) ? { after, limit: 50 } : { limit: 50 };
    const list = await office.listContracts(query, { source: source(c) });
    return sendPage(c, { title: listText.title, screenId: 'SKC002' }, List(list));
  });
  app.get('/done', (c) => {
    const { done } = sessionOf(c);
    if (!done) return c.redirect('/contracts', 303);
    const { deed } = done;
    const page = { title: deedTexts[deed].done, screenId: `SKD${screenOf(deed)}` };
    return sendPage(c, page, Done(done));
  });
  app.get('/by/:reference', (c) =>
    ofContract(c, (contract) =>
      sendPage(c, { title: contractText.title, screenId: 'SKC003' }, ContractState({ contract })),
    ),
  );
  for (const deed of deedNames) {
    app.get(`/by/:reference/${deed}`, (c) => ask(c, deed, null));
    app.post(`/by/:reference/${deed}`, (c) => carryOut(c, deed));
  }
  return app;
}
