/** @jsxImportSource hono/jsx */
/** What a browser is told at an address of the bank that is no institution's: with a number, and in both languages. */
import { html } from 'hono/html';
import type { Institution } from '../../service/institution.ts';
import { outsideText as t } from './outside-text.ts';
import { frameText } from './text.ts';

export type OutsideStatus = 404 | 405 | 500 | 503;

const screenIds: Record<OutsideStatus, string> = {
  404: 'BER003',
  405: 'BER004',
  500: 'BER006',
  503: 'BER007',
};
/** For programs: apps, scripts, whoever asks for no page. */
const plain: Record<OutsideStatus, string> = {
  404: '404 Not Found',
  405: '405 Method Not Allowed',
  500: '500 Internal Server Error',
  503: '503 Service Unavailable',
};

/** A page for who asks for one (RFC 9110 §12.5.1), and else one line of text. */
export async function outsideAnswer(
  institutions: readonly Institution[],
  status: OutsideStatus,
  accept: string | null | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const always = { ...headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if (!accept?.includes('text/html')) {
    const type = { 'content-type': 'text/plain; charset=utf-8' };
    return new Response(plain[status], { status, headers: { ...always, ...type } });
  }
  const page = await html`<!doctype html>
    ${(<Outside institutions={institutions} status={status} />)}`;
  return new Response(page.toString(), {
    status,
    headers: {
      ...always,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
}

function Outside(props: { institutions: readonly Institution[]; status: OutsideStatus }) {
  const { institutions, status } = props;
  const { ja, en } = t[status];
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${ja[0]} | ${t.title}`}</title>
        <link rel="stylesheet" href="/assets/style.css" />
      </head>
      <body>
        <main id="main">
          <p class="screen-id">{frameText.screenId(screenIds[status])}</p>
          <h1>{ja[0]}</h1>
          <section class="card">
            <p>{ja[1]}</p>
            <p lang="en">
              <strong>{en[0]}.</strong> {en[1]}
            </p>
            <h2>{t.way}</h2>
            <ul>
              {institutions.map(({ slug, name }) => (
                <li>
                  <a href={`/${slug}/`}>
                    {name.ja} / <span lang="en">{name.en}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        </main>
      </body>
    </html>
  );
}
