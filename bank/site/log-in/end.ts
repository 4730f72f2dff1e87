/** The pages outside a session: logged out, timed out, refused; and the size of the letters. */
import { Hono } from 'hono';
import { Ended } from './page.tsx';
import { problemText } from '../frame/text.ts';
import { endText as t, logInText } from './text.ts';
import type { SendPage } from '../send-page.ts';
import { returnOf } from '../entry-forms.ts';
import {
  keepTextSize,
  keptOf,
  leave,
  pathAndQuery,
  redirect,
  textSizes,
  withReturn,
} from '../visit.ts';
import type { ShowAgain, SiteEnv, SiteParts } from '../visit.ts';

export function endRoutes(
  site: SiteParts,
  sendPage: SendPage,
  showAgain: ShowAgain,
): Hono<SiteEnv> {
  const { base } = site;
  const logInPath = `${base}/`;

  return new Hono<SiteEnv>()
    .get('/logged-out', (c) =>
      sendPage(
        c,
        { title: t.loggedOut, screenId: 'BLO001' },
        Ended({ lead: [t.loggedOutLead], href: logInPath }),
      ),
    )
    .get('/timed-out', (c) => {
      // The number of the session that is gone goes too, so that the next page is not "timed out" again.
      leave(c, site);
      const returnTo = returnOf(c.req.query('return'));
      const isKept = keptOf(c, site, returnTo) !== null;
      return sendPage(
        c,
        { title: t.timedOut, screenId: 'BLO002', path: pathAndQuery(c) },
        Ended({
          lead: [
            t.timedOutLead,
            ...(returnTo === null ? [] : [t.continueAt(logInText.places[returnTo])]),
            ...(isKept ? [problemText.kept] : []),
          ],
          href: withReturn(logInPath, returnTo),
        }),
      );
    })
    .get('/confirmation-locked', (c) => {
      leave(c, site);
      const lead = [t.confirmationLockedLead(site.tenant.limits.lockMinutes * 60_000)];
      return sendPage(
        c,
        { title: t.confirmationLocked, screenId: 'BLO003' },
        Ended({ lead, href: logInPath }),
      );
    })
    .get('/refused', (c) =>
      sendPage(
        c,
        { title: problemText.refused, screenId: 'BER001', status: 403 },
        Ended({ lead: [problemText.refusedLead], href: logInPath }),
      ),
    )
    .post('/text-size', (c) => {
      const { size: chosen, back: backOf, ...form } = c.get('form');
      const back = backOf ?? c.req.query('back') ?? '';
      const size = textSizes.find((name) => name === chosen);
      if (size === undefined) return redirect(`${base}/refused`);
      const path = isOwnPath(back, base) ? back : logInPath;
      // From the form that was being filled in: a redirect would lose what was typed.
      if (backOf === undefined) return showAgain(c, path, { form, size });
      keepTextSize(c, site, size);
      return redirect(path);
    });
}

/** Never a way off the site, whatever a form says. */
function isOwnPath(path: string, base: string): boolean {
  return path.startsWith(`${base}/`) && /^[a-z0-9/-]+(\?return=[a-z]+)?$/.test(path);
}
