/** Sends a page: a whole document in the institution's frame, never cached. */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { Frame } from './frame/page-frame.tsx';
import type { Tab } from './frame/page-frame.tsx';
import type { Problem } from './problem.ts';
import { textSizeOf } from './visit.ts';
import type { SiteContext, SiteParts } from './visit.ts';

export type Page = {
  title: string;
  /** 画面ID, by which a page is named on the telephone. */
  screenId: string;
  tab?: Tab;
  /** Where a change of the text size leads back to. */
  path?: string;
  /** A form to be filled in, whose content a change of the text size keeps. */
  hasEntry?: boolean;
  problem?: Problem | null;
  /** 4xx and 5xx for pages that say no. */
  status?: 200 | 403 | 404 | 405 | 413 | 422 | 429 | 500 | 503;
};

export type SendPage = (c: SiteContext, page: Page, content: Child) => Response | Promise<Response>;

export function createSendPage(site: SiteParts): SendPage {
  const { tenant, base } = site;
  return (c, page, content) => {
    const visit = c.get('visit');
    const document = Frame({
      institution: tenant.institution,
      base,
      title: page.title,
      screenId: page.screenId,
      tab: page.tab ?? null,
      path: page.path ?? c.req.path,
      hasEntry: page.hasEntry ?? false,
      problem: page.problem ?? null,
      loggedIn: visit?.session?.stage === 'in',
      csrf: visit?.csrf ?? '',
      textSize: textSizeOf(c, site),
      children: content,
    });
    const wait = page.problem?.retryAfterSeconds;
    if (wait !== undefined) c.header('retry-after', String(wait));
    const refused = wait === undefined ? 422 : 503;
    const status = page.status ?? (page.problem ? refused : 200);
    return c.html(html`<!doctype html>${document}`, status);
  };
}
