/** BOK001, BOK002 and BOS001: a code starts the use of a token, or ends it. */
import { Hono } from 'hono';
import { readContract } from '../../contract/contract.ts';
import { release, startUse } from '../../contract/start-release.ts';
import { ReleaseCheck, ReleaseDone, StartCheck, StartDone, StartStopped } from './page.tsx';
import { peerAddress } from '../../service/peer.ts';
import { releaseText, startText } from './text.ts';
import { codeText } from '../frame/text.ts';
import { sessionOf } from '../guard.ts';
import { codeFields, readFields } from '../input.ts';
import { refuse, refuseFields } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { SendPage } from '../send-page.ts';
import { redirect } from '../visit.ts';
import type { SiteContext, SiteEnv, SiteParts } from '../visit.ts';

export function codeRoutes(
  { tenant, sessions, base, wakeMail }: SiteParts,
  sendPage: SendPage,
): Hono<SiteEnv> {
  const application = `${base}/otp/application`;
  const wrong = refuseFields({ code: codeText.wrong });

  const startPage = (c: SiteContext, problem: Problem | null) =>
    sendPage(
      c,
      { title: startText.titles.check, screenId: 'BOK001', tab: 'otp', hasEntry: true, problem },
      StartCheck({ base, csrf: c.get('visit').csrf, refused: problem?.fields ?? {} }),
    );
  const releasePage = (c: SiteContext, problem: Problem | null) =>
    sendPage(
      c,
      { title: releaseText.titles.check, screenId: 'BOS001', tab: 'otp', hasEntry: true, problem },
      ReleaseCheck({ base, csrf: c.get('visit').csrf, refused: problem?.fields ?? {} }),
    );

  return new Hono<SiteEnv>()
    .get('/otp/start', async (c) => {
      const { allowed } = await readContract(tenant, sessionOf(c).customer);
      return allowed.includes('startUse') ? startPage(c, null) : redirect(application);
    })
    .post('/otp/start', async (c) => {
      const session = sessionOf(c);
      const { customer } = session;
      const contract = await readContract(tenant, customer);
      // A form sent twice: the first has started the use, or ended the issue.
      if (!contract.allowed.includes('startUse')) return redirect(application);
      const { values, refused } = readFields(c.get('form'), codeFields);
      if (refused) return startPage(c, refuseFields(refused));
      const code = { code: values.code, source: peerAddress(c) };
      const verdict = await startUse(tenant, customer, contract, code);
      if (verdict === 'changed') return redirect(application);
      if (verdict === 'wrong') return startPage(c, wrong);
      if (verdict === 'stopped') {
        const page = { title: startText.titles.check, screenId: 'BOK001', tab: 'otp' } as const;
        const problem = refuse(startText.stoppedHeading, startText.stopped);
        return sendPage(c, { ...page, problem }, StartStopped({ base }));
      }
      sessions.endOthers((other) => other.customer === customer, c.get('visit').pass);
      session.done = 'start';
      wakeMail();
      return redirect(`${base}/otp/start/done`);
    })
    .get('/otp/start/done', (c) =>
      sessionOf(c).done === 'start'
        ? sendPage(
            c,
            { title: startText.titles.done, screenId: 'BOK002', tab: 'otp' },
            StartDone({ base }),
          )
        : redirect(application),
    )
    .get('/otp/release', async (c) => {
      const { current } = await readContract(tenant, sessionOf(c).customer);
      return current === 'inUse' ? releasePage(c, null) : redirect(application);
    })
    .post('/otp/release', async (c) => {
      const session = sessionOf(c);
      const { customer } = session;
      const { values, refused } = readFields(c.get('form'), codeFields);
      if (refused) return releasePage(c, refuseFields(refused));
      const code = { code: values.code, source: peerAddress(c) };
      const verdict = await release(tenant, customer, await readContract(tenant, customer), code);
      if (verdict === 'stopped') return redirect(application);
      if (verdict === 'wrong') return releasePage(c, wrong);
      session.done = 'release';
      wakeMail();
      return redirect(`${base}/otp/release/done`);
    })
    .get('/otp/release/done', (c) =>
      sessionOf(c).done === 'release'
        ? sendPage(
            c,
            { title: releaseText.titles.done, screenId: 'BOS002', tab: 'otp' },
            ReleaseDone({ base }),
          )
        : redirect(application),
    );
}
