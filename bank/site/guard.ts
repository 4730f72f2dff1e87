/** Lets only those who are logged in past, and shows the others the way. */
import type { MiddlewareHandler } from 'hono';
import { wasLoggedIn } from './pass.ts';
import type { Session } from './session.ts';
import { timedOutPath, redirect } from './visit.ts';
import type { SiteContext, SiteEnv } from './visit.ts';

export function requireLogIn(base: string): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    const { session, pass } = c.get('visit');
    if (session?.stage === 'in') return next();
    if (session) return redirect(`${base}/log-in/otp`);
    return redirect(wasLoggedIn(pass) ? timedOutPath(base, c.req.path) : `${base}/`);
  };
}

/** The session of a page behind `requireLogIn`. */
export function sessionOf(c: SiteContext): Session {
  const { session } = c.get('visit');
  if (session?.stage !== 'in') throw new Error('a page without its guard');
  return session;
}
