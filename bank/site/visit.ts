/** What is known of a request before its page: the visitor's cookie, the session behind it, the CSRF token. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { parse as parseCookies, serialize as serializeCookie } from 'hono/utils/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { ServedTenant } from '../bank-tenant.ts';
import type { ClockWatch } from '../service/storage/recorded-clock.ts';
import type { Passwords } from '../customers/password.ts';
import type { CutForm } from './cut-form.ts';
import { readForm } from './form-body.ts';
import { entryFormAt, returnFrom, returnOf, returnPaths } from './entry-forms.ts';
import type { ReturnName } from './entry-forms.ts';
import { csrfOf, isFormOf, isGenuine, isSameText, newPass, ownerOf, wasLoggedIn } from './pass.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { fieldsOf } from './typed.ts';
import type { TypedForms } from './typed.ts';

export const textSizes = ['small', 'medium', 'large'] as const;
export type TextSize = (typeof textSizes)[number];

export type Visit = {
  /** The visitor's cookie. */
  pass: string;
  /** Whose visit it is or was (`ownerTag`); '' before the first log-in. */
  owner: string;
  session: Session | null;
  csrf: string;
};

/** A page that is shown again in another size, with what was typed on it. */
export type ShownAgain = { form: Record<string, string>; size: TextSize };
export type ShowAgain = (
  c: SiteContext,
  path: string,
  shown: ShownAgain,
) => Response | Promise<Response>;

export type SiteEnv = {
  Bindings: HttpBindings & { shownAgain?: ShownAgain };
  Variables: {
    visit: Visit;
    form: Record<string, string>;
    cutForm: CutForm | undefined;
  };
};
export type SiteContext = Context<SiteEnv>;

export type SiteParts = {
  tenant: ServedTenant;
  sessions: Sessions<Session>;
  typed: TypedForms;
  passwords: Passwords;
  /** Path of the site without a slash at its end, e.g. /akagi */
  base: string;
  /** Whether browsers reach the site by https, so that cookies can be kept to it. */
  secure: boolean;
  /** Where browsers reach the bank; known for sure once it listens. */
  publicUrl: () => string;
  wakeMail: () => void;
  /** Where the files of a release are; null for nowhere. */
  downloadsDir: string | null;
  /** Whether the log-in page tells the sample customers' passwords to whoever comes. */
  sampleLogIns: boolean;
  clock: ClockWatch;
};

const yearSeconds = 365 * 24 * 3600;

export function readVisit(
  site: SiteParts,
  {
    tooLong,
    voidLogIn,
  }: Record<'tooLong' | 'voidLogIn', (c: SiteContext) => Response | Promise<Response>>,
): MiddlewareHandler<SiteEnv> {
  const { tenant, sessions, typed, base } = site;
  const { sessionKey: key } = tenant;
  const name = cookieName(site, 'visit');
  return async (c, next) => {
    const cookie = cookieOf(c, name);
    const session = sessions.find(cookie);
    const known = session || isGenuine(key, cookie) ? cookie : null;
    const owner = known === null ? '' : ownerOf(known);
    const pass = known ?? newPass(key, 'v', owner);
    const csrf = csrfOf(key, pass, session);
    c.set('visit', { pass, owner, session, csrf });
    if (known === null) keepPass(c, site, pass);
    if (c.req.method === 'POST') {
      const form = await readForm(c);
      c.set('form', form);
      const isOwn = isSameText(form['csrf'] ?? '', csrf);
      const isKept = isOwn || isFormOf(key, owner, form['csrf'] ?? '');
      const entry = isKept && owner !== '' ? keepTyped(c, site, c.get('visit')) : null;
      if (c.get('cutForm')?.isTooLong) return tooLong(c);
      const isOver = !session && wasLoggedIn(pass);
      if (isLogIn(c, base) && (isOver || !isOwn)) return voidLogIn(c);
      // Timed out first: somebody who was away too long should read that, not that the form is void.
      if (isOver) return redirect(timedOutPath(base, formPath(c)));
      if (!isOwn) {
        // Of a window that was open when the session ended in another one.
        if (entry) return redirect(`${base}${session ? entry.path : `/?return=${entry.name}`}`);
        return redirect(`${base}/refused`);
      }
      if (entry && session?.stage === 'in') {
        await next();
        if (c.error === undefined) typed.settle(owner, entry.path);
        return;
      }
    }
    const { shownAgain } = c.env;
    if (shownAgain) {
      c.set('form', shownAgain.form);
      keepTextSize(c, site, shownAgain.size);
    }
    return next();
  };
}

/**
 * While nobody is looked up, for want of a clock: a form is known by what it carries to be its visitor's own, and what was
 * typed in it stays.
 */
export async function keepUnseen(c: SiteContext, site: SiteParts): Promise<void> {
  const form = await readForm(c);
  c.set('form', form);
  const { sessionKey: key } = site.tenant;
  const pass = cookieOf(c, cookieName(site, 'visit'));
  const owner = isGenuine(key, pass) ? ownerOf(pass) : '';
  const csrf = form['csrf'] ?? '';
  if (!isFormOf(key, owner, csrf)) return;
  const visit = { pass, owner, session: null, csrf };
  if (keepTyped(c, site, visit)) c.set('visit', visit);
}

const cookieOf = (c: SiteContext, name: string): string =>
  parseCookies(c.env.incoming.headers.cookie ?? '', name)[name] ?? '';

/** Before anything is looked at, so that nothing that goes wrong from here on loses it. Returns its form. */
function keepTyped(c: SiteContext, { typed, base }: SiteParts, { owner, session }: Visit) {
  const at = entryFormAt(formPath(c).slice(base.length));
  if (!at) return null;
  const { form, isCheck } = at;
  const last = typed.find(owner, form.path);
  if (isCheck && session) return form;
  // What another window has entered since is newer than what this one was to confirm.
  const fields = isCheck && last ? last.fields : fieldsOf(c.get('form'), form.fields);
  typed.keep(owner, form.path, fields);
  return form;
}

/** What was typed on the page that a log-in leads back to. */
export function keptOf(c: SiteContext, { typed }: SiteParts, name: ReturnName | null) {
  return name === null ? null : typed.find(c.get('visit').owner, returnPaths[name]);
}

/** Of the page whose form was sent, which a size of the letters takes along too. */
export const formPath = (c: SiteContext): string =>
  (c.req.path.endsWith('/text-size') ? c.req.query('back') : undefined) ?? c.req.path;

/**
 * Whether the log-in form was sent, if only for another size of letters. Not by a window whose visitor is logged in by
 * then: nobody is led to an account unasked.
 */
export function isLogIn(c: SiteContext, base: string): boolean {
  const [path] = formPath(c).split('?');
  const isSent = c.req.method === 'POST' && (path === `${base}/` || path === `${base}/log-in`);
  return isSent && c.get('visit')?.session?.stage !== 'in';
}

/** Begins a new visit, of nobody yet: whatever this answer shows belongs to it, its forms included. */
export function leave(c: SiteContext, site: SiteParts): void {
  const { sessions, tenant } = site;
  const { pass: before, owner } = c.get('visit');
  sessions.end(before);
  const pass = newPass(tenant.sessionKey, 'v', owner);
  c.set('visit', { pass, owner, session: null, csrf: csrfOf(tenant.sessionKey, pass, null) });
  keepPass(c, site, pass);
}

/** Sends the visitor's new pass, e.g. after log-in. */
export function keepPass(c: SiteContext, site: SiteParts, pass: string): void {
  keepCookie(c, cookieName(site, 'visit'), pass, {
    ...cookiePlace(site),
    // Strict would hide it when a link in a webmail page leads here, and the answer would then take its
    // place: whoever opens the mail's download page would be logged out. Forms have their CSRF token.
    sameSite: 'Lax',
  });
}

export function keepTextSize(c: SiteContext, site: SiteParts, size: TextSize): void {
  keepCookie(c, cookieName(site, 'text_size'), size, {
    ...cookiePlace(site),
    sameSite: 'Strict',
    maxAge: yearSeconds,
  });
}

/** On node's own answer, which costs a tenth of what a header of hono's does. The last one of a name counts. */
function keepCookie(c: SiteContext, name: string, value: string, options: CookieOptions): void {
  const { outgoing } = c.env;
  const before = [outgoing.getHeader('set-cookie') ?? []].flat().map(String);
  const others = before.filter((cookie) => !cookie.startsWith(`${name}=`));
  outgoing.setHeader('set-cookie', [...others, serializeCookie(name, value, options)]);
}

/** To be read by GET. Its header is a plain object, not one of the platform's, which cost more than they hold. */
export function redirect(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}

export function textSizeOf(c: SiteContext, site: SiteParts): TextSize {
  const chosen = c.env.shownAgain?.size;
  if (chosen) return chosen;
  const kept = getCookie(c, cookieName(site, 'text_size'));
  return textSizes.find((size) => size === kept) ?? 'medium';
}

/** The page that says so, and that keeps in mind what the visitor was at. */
export function timedOutPath(base: string, path: string): string {
  return withReturn(`${base}/timed-out`, returnFrom(path.slice(base.length)));
}

/** Where a page shown anew must lead, so that the way back is not forgotten. */
export function pathAndQuery(c: SiteContext): string {
  return withReturn(c.req.path, returnOf(c.req.query('return')));
}

export const withReturn = (path: string, name: ReturnName | null): string =>
  name === null ? path : `${path}?return=${name}`;

/**
 * Each institution has its own. Over https the prefix `__Host-` keeps other hosts of the domain and plain
 * http from planting one (RFC 6265bis §4.1.3.2); it wants the path of the whole host.
 */
function cookieName({ tenant, secure }: SiteParts, what: 'visit' | 'text_size'): string {
  return `${secure ? '__Host-' : ''}${tenant.institution.slug}_${what}`;
}

function cookiePlace({ base, secure }: SiteParts) {
  return { path: secure ? '/' : `${base}/`, httpOnly: true, secure };
}
