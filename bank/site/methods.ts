/** Pages are read and forms are sent: any other method is 405, with those that are allowed (RFC 9110 §15.5.6). */
import type { Hono, MiddlewareHandler } from 'hono';
import type { SiteContext, SiteEnv } from './visit.ts';

/** Stands before everything that reads the request. The site's routes may be added after it. */
export function requireMethod(
  site: Hono<SiteEnv>,
  refuse: (c: SiteContext) => Response | Promise<Response>,
): MiddlewareHandler<SiteEnv> {
  let methodsOf: Map<string, string[]> | null = null;
  return async (c, next) => {
    methodsOf ??= methodsByPath(site);
    const methods = methodsOf.get(c.req.path);
    if (!methods || methods.includes(c.req.method)) return next();
    c.header('allow', methods.join(', '));
    return refuse(c);
  };
}

function methodsByPath(site: Hono<SiteEnv>): Map<string, string[]> {
  const methodsOf = new Map<string, string[]>();
  for (const { method, path } of site.routes) {
    if (method === 'ALL') continue;
    const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
    methodsOf.set(path, [...new Set([...(methodsOf.get(path) ?? []), ...methods])]);
  }
  return methodsOf;
}
