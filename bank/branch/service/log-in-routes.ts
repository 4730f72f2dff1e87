/** SLI001, and the pages that end a visit. Who comes and goes is in the issuing service's audit log, or does not come in. */
import { newDeedKey } from '../../back-office/deed-key.ts';
import { Hono } from 'hono';
import { peerAddress, peerNetwork } from '../../service/peer.ts';
import { rules } from '../../service/rules.ts';
import { readFields } from '../../site/input.ts';
import { refuse, refuseFields, refuseTogether } from '../../site/problem.ts';
import type { Problem } from '../../site/problem.ts';
import type { SendPage } from '../pages/frame.tsx';
import { logInFields } from '../pages/input.ts';
import { Ended } from '../pages/log-in.tsx';
import { endText, logInText as t, problemText } from '../pages/text.ts';
import { ownerTag } from '../../site/pass.ts';
import { returnOf, withReturn } from './entry-forms.ts';
import type { LogInForm } from './log-in-form.ts';
import { enter, leave } from './visit.ts';
import type { BranchContext, BranchEnv, BranchParts } from './visit.ts';

export function logInRoutes(
  parts: BranchParts,
  sendPage: SendPage,
  form: LogInForm,
): Hono<BranchEnv> {
  const { office, staff, passwords, tries, now } = parts;
  const wrong = refuseTogether(t.wrong, ['id', 'password']);
  const note = (event: Parameters<typeof office.noteStaff>[0], who: string, c: BranchContext) =>
    office.noteStaff(event, { key: newDeedKey(), source: `${who} ${peerAddress(c)}` });

  async function tryPassword(c: BranchContext, id: string, password: string) {
    const looked = await passwords.withPlace(async (isRight) => {
      const { left } = tries.take(id);
      const found = staff.find(id) ?? null;
      const right = left >= 0 && (await isRight(password, found?.password ?? null));
      return { left, found, right };
    });
    if (looked === 'full') {
      const retryAfterSeconds = rules.passwordWaitSeconds;
      const problem = { ...refuse(problemText.busy, problemText.passwordsFull), retryAfterSeconds };
      return form(c, problem, { screenId: 'SLI001', status: 503 });
    }
    const { left, found, right } = looked;
    if (right && found) {
      // A right password is no guess, whatever comes after it.
      tries.giveBack(id);
      // Before anything else, so that nobody is in of whom the log knows nothing.
      await note('staff-log-in', id, c);
      // Whoever logs in at the same desk after another one is led to nobody's contract.
      const isSame = ownerTag(parts.sessionKey, id) === c.get('visit').owner;
      const back = isSame ? returnOf(c.get('form')['back']) : null;
      enter(c, parts, { id, name: found.name });
      return c.redirect(back ?? '/contracts', 303);
    }
    // What nobody is called by may be a password in the wrong field.
    const isLocked = left <= 0;
    await note(isLocked ? 'staff-log-in-locked' : 'staff-log-in-wrong', found ? id : '-', c);
    return form(c, isLocked ? locked(id) : wrong);
  }

  function locked(id: string): Problem {
    const until = tries.lockedUntil(id) ?? now();
    return refuse(t.lockedHeading, t.locked(until - now()));
  }

  return new Hono<BranchEnv>()
    .get('/', (c) => (c.get('visit').session ? c.redirect('/contracts', 303) : form(c, null)))
    .post('/log-in', async (c) => {
      const wait = parts.logInLimit(peerNetwork(c));
      if (wait !== null) {
        const problem = refuse(problemText.tooMany, problemText.tooManyLead(wait * 1000));
        c.header('retry-after', String(wait));
        return form(c, problem, { screenId: 'SER005', status: 429 });
      }
      const { values, refused } = readFields(c.get('form'), logInFields);
      if (refused) return form(c, refuseFields(refused));
      return tries.inOrder(values.id, () => tryPassword(c, values.id, values.password));
    })
    .post('/log-out', async (c) => {
      const { session } = c.get('visit');
      leave(c, parts);
      // Whoever goes is out, whether it can be recorded or not.
      if (session) {
        await note('staff-log-out', session.staff.id, c).catch((error: unknown) =>
          parts.log.error('log-out-not-recorded', error),
        );
      }
      return c.redirect('/logged-out', 303);
    })
    .get('/logged-out', (c) =>
      sendPage(
        c,
        { title: endText.loggedOut, screenId: 'SLO001' },
        Ended({ lead: endText.loggedOutLead }),
      ),
    )
    .get('/timed-out', (c) => {
      leave(c, parts);
      return sendPage(
        c,
        { title: endText.timedOut, screenId: 'SLO002' },
        Ended({
          lead: endText.timedOutLead,
          href: withReturn('/', returnOf(c.req.query('back'))),
        }),
      );
    })
    .get('/refused', (c) =>
      sendPage(
        c,
        { title: problemText.refused, screenId: 'SER001', status: 403 },
        Ended({ lead: problemText.refusedLead }),
      ),
    );
}
