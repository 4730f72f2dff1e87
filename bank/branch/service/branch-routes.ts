/** All pages of the branch, and what stands before each. */
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { BackOfficeError } from '../../back-office/back-office-error.ts';
import { isStorageTrouble } from '../../service/storage/database.ts';
import { style } from '../../style.ts';
/// <reference path="../../service/storage/raw-files.d.ts" />
import own from '../pages/branch.css?raw';
import { createSendPage } from '../pages/frame.tsx';
import type { Page } from '../pages/frame.tsx';
import { Ended } from '../pages/log-in.tsx';
import { endText, frameText, problemText as t } from '../pages/text.ts';
import { refuse } from '../../site/problem.ts';
import { contractRoutes } from './contract-routes.ts';
import { entryFormAt } from './entry-forms.ts';
import { createLogInForm } from './log-in-form.ts';
import { logInRoutes } from './log-in-routes.ts';
import { troubleOf } from './trouble.ts';
import { isLogIn, readVisit } from './visit.ts';
import type { BranchContext, BranchEnv, BranchParts } from './visit.ts';

export function branchRoutes(parts: BranchParts): Hono<BranchEnv> {
  const { log, publicUrl, isSecure } = parts;
  const sendPage = createSendPage(parts);
  const app = new Hono<BranchEnv>();
  app.get('/style.css', (c) =>
    c.body(`${style}\n${own}`, 200, {
      'content-type': 'text/css',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    }),
  );
  const logInForm = createLogInForm(parts, sendPage);
  /** A log-in is answered by its form. */
  const says = (c: BranchContext, page: Page, lead: string) => {
    if (isLogIn(c)) return logInForm(c, refuse(page.title, lead), page);
    const isIn = c.get('visit')?.session ?? null;
    const isCutOff = page.status === 413 || page.status === 503;
    const entry = c.req.method === 'POST' && isCutOff && entryFormAt(c.req.path);
    const onwards = entry
      ? { href: entry.path, label: t.toEntry }
      : { href: '/contracts', label: frameText.find };
    const way = isIn ? onwards : { label: endText.toLogIn };
    return sendPage(c, page, Ended({ lead, ...way }));
  };
  const refused = (c: BranchContext) => c.redirect('/refused', 303);

  app.use(pageHeaders(isSecure()));
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  // RFC 9110 §15.5.6
  app.use(async (c, next) => {
    const methods = methodsAt(app, c.req.path);
    if (methods.length === 0 || methods.includes(c.req.method)) return next();
    c.header('allow', methods.join(', '));
    return says(c, { title: t.wrongMethod, screenId: 'SER007', status: 405 }, t.missingLead);
  });
  app.use(
    csrf({
      origin: (origin, c) => [c.req.url, publicUrl()].some((url) => origin === new URL(url).origin),
    }),
  );
  app.use(
    readVisit(parts, {
      tooLong: (c) => says(c, { title: t.tooLong, screenId: 'SER002', status: 413 }, t.tooLongLead),
      voidLogIn: (c) =>
        says(c, { title: t.refused, screenId: 'SER001', status: 403 }, t.refusedLogIn),
    }),
  );
  app.route('/', logInRoutes(parts, sendPage, logInForm));
  app.route('/contracts', contractRoutes(parts, sendPage));

  app.notFound((c) =>
    says(c, { title: t.missing, screenId: 'SER003', status: 404 }, t.missingLead),
  );
  app.onError((error, c) => {
    if (error instanceof HTTPException) return refused(c);
    if (error instanceof BackOfficeError) {
      log.error(`back-office: ${error.code}`, error);
      const problem = troubleOf(error);
      const { retryAfterSeconds } = problem;
      if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds));
      const lead = problem.sentences.map(({ text }) => text).join('');
      return says(c, { title: problem.heading, screenId: 'SER004', status: 503 }, lead);
    }
    log.error(isStorageTrouble(error) ? 'storage-trouble' : 'branch-page-failed', error);
    const lead = isLogIn(c) ? t.failedLogIn : t.failedLead;
    return says(c, { title: t.failed, screenId: 'SER006', status: 500 }, lead);
  });
  return app;
}

/** Without what stands before every page. */
function methodsAt(app: Hono<BranchEnv>, path: string): string[] {
  const has = (method: string) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method);
  const methods = ['GET', 'POST'].filter((method) => has(method));
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

/** What is shown is kept nowhere, framed nowhere, and runs no script at all. */
function pageHeaders(secure: boolean) {
  const secured = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    ...(secure ? {} : { strictTransportSecurity: false }),
  });
  return secured;
}
