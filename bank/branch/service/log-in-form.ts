/** SLI001; where a log-in was refused or failed, under that number and with the staff ID that was typed. */
import { wasLoggedIn } from '../../site/pass.ts';
import type { Problem } from '../../site/problem.ts';
import type { Page, SendPage } from '../pages/frame.tsx';
import { LogIn } from '../pages/log-in.tsx';
import { logInText as t } from '../pages/text.ts';
import { sampleStaff } from '../staff/sample-staff.ts';
import { returnOf } from './entry-forms.ts';
import { leave } from './visit.ts';
import type { BranchContext, BranchParts } from './visit.ts';

export type LogInForm = (
  c: BranchContext,
  problem: Problem | null,
  under?: Pick<Page, 'screenId' | 'status'>,
) => Response | Promise<Response>;

/** Of what was sent the ID alone is repeated, as on the bank's own (bank/site/log-in/log-in-form.ts). */
export function createLogInForm(parts: BranchParts, sendPage: SendPage): LogInForm {
  return (c, problem, under = { screenId: 'SLI001' }) => {
    const before = c.get('visit');
    // Whoever logs in is starting anew, and need not be told that an old session is over.
    if (before && !before.session && wasLoggedIn(before.pass)) leave(c, parts);
    // Without a visit or a form where it failed before they were read.
    const sent = c.get('form') ?? {};
    return sendPage(
      c,
      { ...under, title: t.title, problem },
      LogIn({
        csrf: c.get('visit')?.csrf ?? '',
        id: sent['id'] ?? '',
        back: returnOf(sent['back'] ?? c.req.query('back')),
        refused: problem?.fields ?? {},
        sample: parts.isDemo ? sampleStaff : null,
      }),
    );
  };
}
