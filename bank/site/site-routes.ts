/** The internet-banking site of one institution: what stands before each page, and all of its pages. */
import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { BackOfficeError } from '../back-office/back-office-error.ts';
import { OutcomeUnknown } from '../contract/deeds.ts';
import { demoCustomers } from '../customers/demo-customers.ts';
import { isStorageTrouble } from '../service/storage/database.ts';
import type { Log } from '../service/log.ts';
import { rules } from '../service/rules.ts';
import { Ended } from './log-in/page.tsx';
import type { Limiters } from '../limiters.ts';
import { problemText } from './frame/text.ts';
import { applicationRoutes } from './application/routes.ts';
import { bankingRoutes } from './banking/routes.ts';
import { downloadRoutes } from './download/routes.ts';
import { codeRoutes } from './start-release/routes.ts';
import { endRoutes } from './log-in/end.ts';
import { entryFormAt } from './entry-forms.ts';
import { requireLogIn } from './guard.ts';
import { readLongForm } from './form-body.ts';
import { issueRoutes } from './issue/routes.ts';
import { createLogInForm } from './log-in/log-in-form.ts';
import { logInRoutes } from './log-in/routes.ts';
import { requireMethod } from './methods.ts';
import { refuse } from './problem.ts';
import { createSendPage } from './send-page.ts';
import type { Page } from './send-page.ts';
import { transferRoutes } from './transfer/routes.ts';
import { formPath, isLogIn, keepUnseen, readVisit, redirect } from './visit.ts';
import type { ShowAgain, SiteContext, SiteEnv, SiteParts } from './visit.ts';

/** An app of its own, for its paths in full: mounted in another one, each of its steps would be wrapped anew. */
export async function siteRoutes(
  parts: SiteParts,
  limits: Pick<Limiters, 'logIn' | 'issue'>,
  log: Log,
): Promise<Hono<SiteEnv>> {
  const { tenant, base } = parts;
  const { slug, color, logo } = tenant.institution;
  const sendPage = createSendPage(parts);
  const site = new Hono<SiteEnv>().basePath(`${base}/`);

  site.get('/theme.css', (c) =>
    c.body(`:root{--brand:${color}}`, 200, { 'content-type': 'text/css' }),
  );
  if (logo !== undefined) {
    const encoding = logo.type === 'image/png' ? 'base64url' : 'utf8';
    const image = Buffer.from(logo.data, encoding);
    site.get('/logo', (c) => c.body(image, 200, { 'content-type': logo.type }));
  }
  site.use(await pageHeaders(parts.secure));
  const refusing =
    (status: NonNullable<Page['status']>, screenId: string, title: string, lead: string) =>
    (c: SiteContext) =>
      sendPage(c, { title, screenId, status }, Ended({ lead: [lead], href: `${base}/` }));
  const showAgain: ShowAgain = (c, path, shownAgain) =>
    site.fetch(new Request(new URL(path, c.req.url)), { ...c.env, shownAgain });
  const own = demoCustomers.filter((customer) => parts.sampleLogIns && customer.slug === slug);
  const logInForm = createLogInForm(parts, sendPage, own);
  const t = problemText;
  /** A log-in is answered by its form. `isNothingDone`: whoever was filling in another one goes on in it. */
  const failing =
    (
      status: NonNullable<Page['status']>,
      screenId: string,
      title: string,
      lead: string,
      isNothingDone = false,
    ) =>
    (c: SiteContext) => {
      if (isLogIn(c, base)) return logInForm(c, refuse(title, lead), { screenId, status });
      const { owner } = c.get('visit') ?? {};
      const path = formPath(c).slice(base.length);
      const { form } = (isNothingDone && entryFormAt(path)) || {};
      const isKept = form && owner !== undefined && parts.typed.find(owner, form.path) !== null;
      const way = form ? { href: `${base}${path}`, label: t.again } : { href: `${base}/` };
      const page = { title, screenId, status };
      return sendPage(c, page, Ended({ lead: [lead, ...(isKept ? [t.kept] : [])], ...way }));
    };
  site.use(requireMethod(site, refusing(405, 'BER004', t.wrongMethod, t.wrongMethodLead)));
  site.use(readLongForm);
  // A second lock before the token that each form carries: a browser says from which site it sends.
  site.use(csrf({ origin: (origin, c) => isOwnOrigin(origin, c.req.url, parts.publicUrl()) }));
  const clockWrong = failing(503, 'BER007', t.failed, t.clockLead, true);
  // Before anybody is looked up: sessions, and what was typed, go by the clock.
  site.use(async (c, next) => {
    if (!parts.clock.isDoubted()) return next();
    if (c.req.method === 'POST') await keepUnseen(c, parts);
    c.header('retry-after', String(rules.maintenanceSeconds));
    return clockWrong(c);
  });
  const tooLong = failing(413, 'BER002', t.tooLong, t.tooLongLead, true);
  const voidLogIn = failing(403, 'BER001', t.refused, t.refusedLogIn);
  site.use(readVisit(parts, { tooLong, voidLogIn }));
  site.route('/', logInRoutes(parts, sendPage, { form: logInForm, limit: limits.logIn }));
  site.route('/', endRoutes(parts, sendPage, showAgain));
  site.route('/', downloadRoutes(parts, sendPage, log));

  for (const path of ['/top', '/account', '/services', '/transfer/*', '/otp/*']) {
    site.use(path, requireLogIn(base));
  }
  site.route('/', bankingRoutes(parts, sendPage));
  site.route('/', transferRoutes(parts, sendPage));
  site.route('/', applicationRoutes(parts, sendPage));
  site.route('/', issueRoutes(parts, sendPage, limits.issue));
  site.route('/', codeRoutes(parts, sendPage));

  site.all('*', refusing(404, 'BER003', t.pageMissing, t.pageMissingLead));
  const failed = failing(500, 'BER006', t.failed, t.failedLead);
  const storageFailed = failing(503, 'BER006', t.failed, t.failedLead);
  const issuerAway = failing(503, 'BER008', t.failed, t.issuerLead, true);
  site.onError((error, c) => {
    if (error instanceof HTTPException) return redirect(`${base}/refused`);
    if (error instanceof BackOfficeError || error instanceof OutcomeUnknown) {
      log.error('issuing-service', error instanceof OutcomeUnknown ? error.cause : error);
      c.header('retry-after', String(rules.maintenanceSeconds));
      return error instanceof OutcomeUnknown ? storageFailed(c) : issuerAway(c);
    }
    const isStorage = isStorageTrouble(error);
    log.error(isStorage ? 'storage-trouble' : 'page-failed', error);
    return isStorage ? storageFailed(c) : failed(c);
  });
  return site;
}

/** As the browser reached it, or as a proxy before the bank is reached. */
function isOwnOrigin(origin: string, requested: string, publicUrl: string): boolean {
  return [requested, publicUrl].some((url) => origin === new URL(url).origin);
}

/**
 * Personal pages are kept nowhere, framed nowhere, and run no script but the site's own file. The list is
 * hono's, written once: set on node's own answer it costs a tenth of what it does on each Response.
 */
async function pageHeaders(secure: boolean): Promise<MiddlewareHandler<SiteEnv>> {
  const secured = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      // For the size of the letters, which changes without leaving the page.
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    ...(secure ? {} : { strictTransportSecurity: false }),
  });
  const { headers } = await new Hono().get('/', secured, (c) => c.body(null)).request('/');
  const list = [...headers, ['cache-control', 'no-store'] as const];
  return (c, next) => {
    for (const [name, value] of list) c.env.outgoing.setHeader(name, value);
    return next();
  };
}
