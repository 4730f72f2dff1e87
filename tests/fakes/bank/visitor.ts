/** A browser without a window: keeps cookies, follows redirects, fills in the forms of the bank's pages. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Page = {
  status: number;
  url: string;
  html: string;
  screenId: string;
  /** The header, in seconds. */
  retryAfter: string | null;
  problem: string | null;
};

export type Visitor = {
  get(path: string): Promise<Page>;
  /** Fills in a form of the page that was shown last, hidden fields included. */
  submit(action: string, fields?: Record<string, string>): Promise<Page>;
  post(path: string, fields: Record<string, string> | [string, string][]): Promise<Page>;
  cookies: Map<string, string>;
  page(): Page;
};

export function visitor(siteUrl: string): Visitor {
  const cookies = new Map<string, string>();
  const base = siteUrl.replace(/\/$/, '');
  let last: Page | undefined;

  async function request(url: string, init: RequestInit): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      // As a browser does with each form.
      headers: { cookie, origin: new URL(siteUrl).origin },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    const location = response.headers.get('location');
    if (location) {
      await response.body?.cancel();
      return request(new URL(location, url).href, { method: 'GET' });
    }
    const html = await response.text();
    const retryAfter = response.headers.get('retry-after');
    const { status } = response;
    last = { status, url, html, screenId: idOf(html), retryAfter, problem: problemOf(html) };
    return last;
  }

  const visit: Visitor = {
    cookies,
    page() {
      if (!last) throw new Error('no page yet');
      return last;
    },
    get: (path) => request(`${base}${path}`, { method: 'GET' }),
    post: (path, fields) =>
      request(`${base}${path}`, { method: 'POST', body: new URLSearchParams(fields) }),
    submit(action, fields = {}) {
      const form = visit
        .page()
        .html.split('<form')
        .find(
          (part) =>
            part.includes(`action="${new URL(base).pathname}${action}"`) ||
            part.includes(`formaction="${new URL(base).pathname}${action}"`),
        );
      if (!form) throw new Error(`no form for ${action}`);
      const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      const values = Object.fromEntries(hidden.map(([, name, value]) => [name ?? '', value ?? '']));
      return visit.post(action, { ...values, ...fields });
    },
  };
  return visit;
}

function idOf(html: string): string {
  return /画面ID : ([A-Z0-9–]+)/.exec(html)?.[1] ?? '';
}

function problemOf(html: string): string | null {
  const box = /role="alert"><strong>[^<]*<\/strong>([\s\S]*?)<\/div>/.exec(html)?.[1];
  return box?.replaceAll(/<[^>]*>/g, ' ').trim() ?? null;
}

/** The text of the element with this id. */
export function textOf(page: Page, id: string): string | null {
  const [, , inside] =
    new RegExp(`<(\\w+)[^>]*\\bid="${id}">(.*?)</\\1>`, 's').exec(page.html) ?? [];
  return inside?.replaceAll(/<[^>]*>/g, '') ?? null;
}

/** What stands in the field with this id; undefined where there is none on the page. */
export const valueIn = ({ html }: Page, id: string): string | undefined =>
  new RegExp(`<input id="${id}"[^>]* value="([^"]*)"`).exec(html)?.[1];

type Cookies = Pick<Visitor, 'cookies'>;

/** Another window of the same browser: its cookies are those that the first one has by now. */
export function shareCookies({ cookies: from }: Cookies, { cookies: to }: Cookies): void {
  const all = [...from];
  to.clear();
  for (const [name, value] of all) to.set(name, value);
}

/** The numbers of this kind (`BER`) that pages under a folder of the sources have. */
export function screenIdsIn(folder: string, kind: string): Set<string> {
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  return new Set(text.match(new RegExp(`${kind}\\d{3}`, 'g')));
}
