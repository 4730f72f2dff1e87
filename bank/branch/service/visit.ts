/** What is known of a request before its page: the cookie, who is logged in by it, and that a form is the page's own. */
import type { KeyObject } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { readCut } from '../../site/cut-form.ts';
import {
  csrfOf,
  isFormOf,
  isGenuine,
  isSameText,
  newPass,
  ownerOf,
  ownerTag,
  wasLoggedIn,
} from '../../site/pass.ts';
import type { Sessions } from '../../site/sessions.ts';
import { fieldsOf } from '../../site/typed.ts';
import type { TypedForms } from '../../site/typed.ts';
import type { Contract } from '../../back-office/client.ts';
import type { DeedName } from '../pages/contract-words.ts';
import { entryFormAt, returnOf, withReturn } from './entry-forms.ts';
import type { BackOffice } from '../../back-office/client.ts';
import type { Passwords } from '../../customers/password.ts';
import type { Log } from '../../service/log.ts';
import type { RateLimit } from '../../service/rate-limit.ts';
import type { Tries } from '../../service/storage/tries.ts';
import type { StaffList } from '../staff/staff-file.ts';

export type Session = {
  staff: { id: string; name: string };
  /** What was done last, for the page that says so. */
  done: { deed: DeedName; contract: Contract } | null;
};

export type Visit = {
  pass: string;
  /** Whose visit it is or was (`ownerTag`); '' before the first log-in. */
  owner: string;
  session: Session | null;
  csrf: string;
};

export type BranchEnv = {
  Bindings: HttpBindings & { peer: string };
  Variables: { visit: Visit; form: Record<string, string> };
};
export type BranchContext = Context<BranchEnv>;

export type BranchParts = {
  office: BackOffice;
  staff: StaffList;
  sessions: Sessions<Session>;
  typed: TypedForms;
  sessionKey: KeyObject;
  passwords: Passwords;
  tries: Tries;
  logInLimit: RateLimit;
  /** Its client of the back office: pages of several institutions on one host are told apart by it. */
  client: string;
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
  {
    tooLong,
    voidLogIn,
  }: Record<'tooLong' | 'voidLogIn', (c: BranchContext) => Response | Promise<Response>>,
): MiddlewareHandler<BranchEnv> {
  const { sessions, typed, sessionKey: key, staff } = parts;
  return async (c, next) => {
    const cookie = getCookie(c, cookieName(parts)) ?? '';
    const found = sessions.find(cookie);
    // Whoever was taken out of the file is out.
    const isStaff = found !== null && staff.find(found.staff.id) !== undefined;
    if (found && !isStaff) sessions.end(cookie);
    const session = isStaff ? found : null;
    const isKnown = session !== null || isGenuine(key, cookie);
    const pass = isKnown ? cookie : newPass(key, 'v', '');
    const owner = ownerOf(pass);
    if (!isKnown) keepPass(c, parts, pass);
    const csrf = csrfOf(key, pass, null);
    c.set('visit', { pass, owner, session, csrf });
    if (c.req.method !== 'POST') return next();
    const { text, isTooLong } = await readCut(c.env.incoming);
    const form = readForm(text);
    c.set('form', form);
    const isOwn = isSameText(form['csrf'] ?? '', csrf);
    const isKept = isOwn || isFormOf(key, owner, form['csrf'] ?? '');
    // Before anything is looked at, so that nothing that goes wrong from here on loses it.
    const entry = isKept && owner !== '' ? entryFormAt(c.req.path) : null;
    if (entry) typed.keep(owner, entry.path, fieldsOf(form, entry.fields));
    const isOver = !session && wasLoggedIn(pass);
    if (isLogIn(c) && (isOver || !isOwn)) return voidLogIn(c);
    if (isOver) return c.redirect(timedOutPath(c), 303);
    if (isTooLong) return tooLong(c);
    if (!isOwn) {
      // Of a window that was open when the session ended in another one.
      if (entry) return c.redirect(session ? entry.path : withReturn('/', entry.path), 303);
      return c.redirect('/refused', 303);
    }
    await next();
    if (entry && session && c.error === undefined && c.res.status !== 503) {
      typed.forget(owner, entry.path);
    }
  };
}

/** Whether the log-in form was sent, and not by a window whose visitor is logged in by then. */
export const isLogIn = (c: BranchContext): boolean =>
  c.req.method === 'POST' && c.req.path === '/log-in' && !c.get('visit')?.session;

const timedOutPath = (c: BranchContext): string =>
  withReturn('/timed-out', entryFormAt(c.req.path)?.path ?? returnOf(c.req.path));

/** What was typed into the form of this page when something came in between. */
export function keptOf(c: BranchContext, { typed }: BranchParts, path: string) {
  const kept = typed.find(c.get('visit').owner, path);
  return kept?.isCutOff ? kept.fields : null;
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
  return c.redirect(wasLoggedIn(pass) ? timedOutPath(c) : '/', 303);
};

export function sessionOf(c: BranchContext): Session {
  const { session } = c.get('visit');
  if (!session) throw new Error('a page without its guard');
  return session;
}

/** Under a new pass, so that one known from before is worth nothing. */
export function enter(c: BranchContext, parts: BranchParts, staff: Session['staff']): void {
  const pass = newPass(parts.sessionKey, 's', ownerTag(parts.sessionKey, staff.id));
  parts.sessions.end(c.get('visit').pass);
  parts.sessions.start(pass, { staff, done: null });
  keepPass(c, parts, pass);
}

/** Begins a new visit, of nobody. */
export function leave(c: BranchContext, parts: BranchParts): void {
  const { pass: before, owner } = c.get('visit');
  parts.sessions.end(before);
  const pass = newPass(parts.sessionKey, 'v', owner);
  keepPass(c, parts, pass);
  c.set('visit', { pass, owner, session: null, csrf: csrfOf(parts.sessionKey, pass, null) });
}

function keepPass(c: BranchContext, parts: BranchParts, pass: string): void {
  const secure = parts.isSecure();
  setCookie(c, cookieName(parts), pass, { path: '/', httpOnly: true, secure, sameSite: 'Strict' });
}

/** RFC 6265bis §4.1.3.2; a port tells no cookies apart (§8.5). */
const cookieName = ({ isSecure, client }: BranchParts) =>
  `${isSecure() ? '__Host-' : ''}${client}_visit`;
