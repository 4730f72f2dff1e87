/** BLI001; where a log-in was refused or failed, under that number and with the log-in ID that was typed. */
import type { DemoCustomer } from '../../customers/demo-customers.ts';
import { returnOf } from '../entry-forms.ts';
import { wasLoggedIn } from '../pass.ts';
import type { Problem } from '../problem.ts';
import type { Page, SendPage } from '../send-page.ts';
import { keptOf, leave, withReturn } from '../visit.ts';
import type { SiteContext, SiteParts } from '../visit.ts';
import { LogIn } from './page.tsx';
import { logInText } from './text.ts';

export type LogInForm = (
  c: SiteContext,
  problem: Problem | null,
  under?: Pick<Page, 'screenId' | 'status'>,
) => Response | Promise<Response>;

/** Of what was sent the log-in ID alone is repeated: it is kept nowhere, since nobody knows yet whose it is. */
export function createLogInForm(
  parts: SiteParts,
  sendPage: SendPage,
  demoCustomers: readonly DemoCustomer[],
): LogInForm {
  const { base, tenant } = parts;
  return (c, problem, under = { screenId: 'BLI001' }) => {
    const before = c.get('visit');
    // Whoever logs in is starting anew, and need not be told that an old session is over.
    if (before && !before.session && wasLoggedIn(before.pass)) leave(c, parts);
    // Without a visit where nobody is looked up, and without a form where it failed before it was read.
    const visit = c.get('visit');
    const sent = c.get('form') ?? {};
    const returnTo = returnOf(sent['return'] ?? c.req.query('return'));
    return sendPage(
      c,
      {
        ...under,
        title: logInText.title,
        hasEntry: true,
        path: withReturn(`${base}/`, returnTo),
        problem,
      },
      LogIn({
        base,
        csrf: visit?.csrf ?? sent['csrf'] ?? '',
        institution: tenant.institution.name.ja,
        returnTo,
        isKept: visit !== undefined && keptOf(c, parts, returnTo) !== null,
        logInId: sent['logInId'] ?? '',
        demoCustomers,
        refused: problem?.fields ?? {},
      }),
    );
  };
}
