/** What is known of a request before its page: the cookie, who is logged in by it, and that a form is the page's own. */
import type { KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { csrfOf, isGenuine, isSameText, newPass, wasLoggedIn } from '../../site/session.ts';
import type { BackOffice } from '../../back-office/client.ts';
import type { Passwords } from '../../customers/password.ts';
import type { Log } from '../../service/log.ts';
import type { RateLimit } from '../../service/rate-limit.ts';
import type { Tries } from '../../service/storage/tries.ts';
import type { StaffList } from '../staff/staff-file.ts';
import type { Session, Sessions } from './sessions.ts';

export type Visit = { pass: string; session: Session | null; csrf: string };

export type BranchEnv = {
  Bindings: HttpBindings & { peer: string };
  Variables: { visit: Visit; form: Record<string, string> };
};
export type BranchContext = Context<BranchEnv>;

export type BranchParts = {
  office: BackOffice;
  staff: StaffList;
  sessions: Sessions;
  sessionKey: KeyObject;
  passwords: Passwords;
  tries: Tries;
  logInLimit: RateLimit;
  /** Shown in the frame. */
  institution: string;
  /** Somebody to try it with is offered. */
  isDemo: boolean;
  /** Whether browsers reach it by https. */
  isSecure: () => boolean;
  publicUrl: () => string;
  now: () => number;
  log: Log;
};

export function readVisit(
  parts: BranchParts,
  tooLong: (c: BranchContext) => Response | Promise<Response>,
): MiddlewareHandler<BranchEnv> {
  const { sessions, sessionKey: key, staff } = parts;
  return async (c, next) => {
    const cookie = getCookie(c, cookieName(parts)) ?? '';
    const found = sessions.find(cookie);
    // Whoever was taken out of the file is out.
    const isStaff = found !== null && staff.find(found.staff.id) !== undefined;
    if (found && !isStaff) sessions.end(cookie);
    const session = isStaff ? found : null;
    const isKnown = session !== null || isGenuine(key, cookie);
    const pass = isKnown ? cookie : newPass(key, 'v');
    if (!isKnown) keepPass(c, parts, pass);
    const csrf = csrfOf(key, pass, null);
    c.set('visit', { pass, session, csrf });
    if (c.req.method !== 'POST') return next();
    if (!session && wasLoggedIn(pass)) return c.redirect('/timed-out', 303);
    const body = await readBody(c.env.incoming);
    if (body === null) return tooLong(c);
    const form = readForm(body);
    if (!isSameText(form['csrf'] ?? '', csrf)) return c.redirect('/refused', 303);
    c.set('form', form);
    return next();
  };
}

/** Of a form that people can have filled in. */
const formLimitBytes = 16 * 1024;
/** Of one that is longer, read to its end: a browser reads no answer before it has sent all it has. */
const readLimitBytes = 16 * 1024 * 1024;

/** null for what is too long. */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length;
    if (bytes > readLimitBytes) return null;
    if (bytes <= formLimitBytes) kept.push(chunk as Buffer);
  }
  return bytes > formLimitBytes ? null : Buffer.concat(kept).toString('utf8');
}

/** A field that stands in it twice is left out. */
function readForm(body: string): Record<string, string> {
  const fields = [...new URLSearchParams(body)];
  const names = fields.map(([name]) => name);
  return Object.fromEntries(
    fields.filter(([name]) => names.indexOf(name) === names.lastIndexOf(name)),
  );
}

/** Lets only those who are logged in past, and shows the others the way. */
export const requireLogIn: MiddlewareHandler<BranchEnv> = async (c, next) => {
  const { session, pass } = c.get('visit');
  if (session) return next();
  return c.redirect(wasLoggedIn(pass) ? '/timed-out' : '/', 303);
};

export function sessionOf(c: BranchContext): Session {
  const { session } = c.get('visit');
  if (!session) throw new Error('a page without its guard');
  return session;
}

/** Under a new pass, so that one known from before is worth nothing. */
export function enter(c: BranchContext, parts: BranchParts, staff: Session['staff']): void {
  const pass = newPass(parts.sessionKey, 's');
  parts.sessions.end(c.get('visit').pass);
  parts.sessions.start(pass, staff);
  keepPass(c, parts, pass);
}

/** Begins a new visit, of nobody. */
export function leave(c: BranchContext, parts: BranchParts): void {
  parts.sessions.end(c.get('visit').pass);
  const pass = newPass(parts.sessionKey, 'v');
  keepPass(c, parts, pass);
  c.set('visit', { pass, session: null, csrf: csrfOf(parts.sessionKey, pass, null) });
}

function keepPass(c: BranchContext, parts: BranchParts, pass: string): void {
  const secure = parts.isSecure();
  setCookie(c, cookieName(parts), pass, { path: '/', httpOnly: true, secure, sameSite: 'Strict' });
}

/** RFC 6265bis §4.1.3.2 */
const cookieName = ({ isSecure }: BranchParts) => `${isSecure() ? '__Host-' : ''}branch_visit`;
