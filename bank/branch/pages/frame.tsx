/** @jsxImportSource hono/jsx */
/** The frame of each page of the branch: who is at work, screen number, problem, and that all of it is recorded. */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { Csrf, ProblemBox } from '../../site/frame/form.tsx';
import type { Problem } from '../../site/problem.ts';
import type { BranchContext, BranchParts } from '../service/visit.ts';
import { frameText as t } from './text.ts';

export type Page = {
  title: string;
  screenId: string;
  problem?: Problem | null;
  status?: 200 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 503;
};

export type SendPage = (
  c: BranchContext,
  page: Page,
  content: Child,
) => Response | Promise<Response>;

export function createSendPage({ institution, isDemo }: BranchParts): SendPage {
  return (c, page, content) => {
    const visit = c.get('visit');
    const document = Frame({
      ...page,
      institution,
      isDemo,
      staff: visit?.session?.staff.name ?? null,
      csrf: visit?.csrf ?? '',
      children: content,
    });
    const wait = page.problem?.retryAfterSeconds;
    if (wait !== undefined) c.header('retry-after', String(wait));
    return c.html(html`<!doctype html>${document}`, page.status ?? (page.problem ? 422 : 200));
  };
}

type FrameProps = Page & {
  institution: string;
  isDemo: boolean;
  /** null where nobody is logged in. */
  staff: string | null;
  csrf: string;
  children: Child;
};

function Frame({
  title,
  screenId,
  problem,
  institution,
  isDemo,
  staff,
  csrf,
  children,
}: FrameProps) {
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${problem ? t.errorTitle(title) : title} | ${institution} ${t.service}`}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <header>
          <p class="brand">
            <span>
              {institution} <span class="service">{t.service}</span>
            </span>
            {isDemo && <span class="sample">{t.sample}</span>}
          </p>
          {staff !== null && (
            <>
              <span class="who">{t.who(staff)}</span>
              <form method="post" action="/log-out">
                <Csrf token={csrf} />
                <button class="log-out">{t.logOut}</button>
              </form>
            </>
          )}
        </header>
        {staff !== null && (
          <nav aria-label={t.menu}>
            <ul>
              <li>
                <a href="/contracts">{t.find}</a>
              </li>
              <li>
                <a href="/contracts/list">{t.list}</a>
              </li>
            </ul>
          </nav>
        )}
        <main id="main">
          <p class="screen-id">{t.screenId(screenId)}</p>
          <h1>{title}</h1>
          {problem && <ProblemBox {...problem} />}
          {children}
        </main>
        <footer>
          <p>{t.recorded}</p>
        </footer>
      </body>
    </html>
  );
}
