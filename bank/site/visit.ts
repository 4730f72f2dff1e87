/** What is known of a request before its page: the visitor's cookie, the session behind it, the CSRF token. */
import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Branch } from '../branch.ts';
import type { Institution } from '../institution.ts';
import { keyedHash } from '../sealing.ts';
import { newVisitId, wasLoggedIn } from './session.ts';
import type { Session, Sessions } from './session.ts';

export const textSizes = ['small', 'medium', 'large'] as const;
export type TextSize = (typeof textSizes)[number];

export type Visit = {
  id: string;
  session: Session | null;
  /** The token that each form carries: bound to the visit, so a foreign page can't know it. */
  csrf: string;
  textSize: TextSize;
};

export type SiteEnv = { Variables: { visit: Visit; form: Record<string, string> } };
export type SiteContext = Context<SiteEnv>;

export type SiteParts = {
  branch: Branch;
  sessions: Sessions;
  /** Path of the site without a slash at its end, e.g. /akagi */
  base: string;
  /** Whether browsers reach the site by https, so that cookies can be kept to it. */
  secure: boolean;
  wakeMail: () => void;
};

const yearSeconds = 365 * 24 * 3600;

export function readVisit({
  branch,
  sessions,
  base,
  secure,
}: SiteParts): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    const cookies = getCookie(c);
    const given = readSigned(branch, cookies[cookieName(branch.institution)]);
    // Whoever opens the log-in page is starting anew, and need not be told that an old session is over.
    const isOver = given !== null && wasLoggedIn(given) && !sessions.find(given);
    const known = isOver && c.req.method === 'GET' && c.req.path === `${base}/` ? null : given;
    const id = known ?? newVisitId();
    const visit: Visit = {
      id,
      session: sessions.find(id),
      csrf: csrfOf(branch, id),
      textSize: textSizes.find((size) => size === cookies['text_size']) ?? 'medium',
    };
    c.set('visit', visit);
    if (c.req.method === 'POST') {
      const form = await readForm(c);
      // Timed out first: somebody who was away too long should read that, not that the form is void.
      if (!visit.session && wasLoggedIn(id)) return c.redirect(timedOutPath(base, c.req.path), 303);
      if (!isSameToken(form['csrf'] ?? '', visit.csrf)) return c.redirect(`${base}/refused`, 303);
      c.set('form', form);
    }
    if (!known) keepVisit(c, branch, base, secure, id);
    return next();
  };
}

/** Sends the visitor's new number, e.g. after log-in. */
export function keepVisit(
  c: SiteContext,
  branch: Branch,
  base: string,
  secure: boolean,
  id: string,
): void {
  const signed = `${id}.${signatureOf(branch, id)}`;
  setCookie(c, cookieName(branch.institution), signed, {
    path: `${base}/`,
    httpOnly: true,
    sameSite: 'Strict',
    secure,
  });
}

export function keepTextSize(c: SiteContext, base: string, secure: boolean, size: TextSize): void {
  setCookie(c, 'text_size', size, {
    path: `${base}/`,
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    maxAge: yearSeconds,
  });
}

/** The page that says so, and that keeps in mind whether the visitor was applying for a token. */
export function timedOutPath(base: string, path: string): string {
  return `${base}/timed-out${path.startsWith(`${base}/otp`) ? '?return=otp' : ''}`;
}

/** Each institution has its own, though a browser keeps them apart by path already. */
function cookieName({ slug }: Institution): string {
  return `${slug}_visit`;
}

function signatureOf(branch: Branch, id: string): string {
  return keyedHash(branch.sessionKey, `cookie|${id}`).toString('base64url');
}

function readSigned(branch: Branch, cookie: string | undefined): string | null {
  const [id, signature] = cookie?.split('.') ?? [];
  if (!id || !signature || !isSameToken(signature, signatureOf(branch, id))) return null;
  return id;
}

function csrfOf(branch: Branch, id: string): string {
  return keyedHash(branch.sessionKey, `csrf|${id}`).toString('base64url');
}

function isSameToken(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Text fields alone; a file or a repeated field is not a form of ours. */
async function readForm(c: Context): Promise<Record<string, string>> {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return {};
  const fields = new URLSearchParams(await c.req.text());
  const form = Object.fromEntries(fields);
  return Object.keys(form).length === fields.size ? form : {};
}
