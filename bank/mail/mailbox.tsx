/** @jsxImportSource hono/jsx */
/** The demo's mailbox page: every mail the sample institutions have sent, newest first. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { Phrases } from '../site/frame/form.tsx';
import { dateTime } from '../site/frame/format.ts';
import { mailboxText as t } from './mailbox-text.ts';
import type { PostOffice, ReceivedMail } from './post-office.ts';

export function mailboxRoutes(office: PostOffice): Hono {
  return new Hono()
    .get('/', async (c) =>
      c.html(html`<!doctype html>${(<Mailbox mails={await office.list()} />)}`),
    )
    .get('/:id/html', async (c) => {
      const mail = await office.find(c.req.param('id'));
      if (!mail?.html) return c.notFound();
      // A mail's own HTML gets no script, no picture and no origin.
      c.header(
        'content-security-policy',
        "sandbox allow-top-navigation-to-custom-protocols; default-src 'none'; style-src 'unsafe-inline'",
      );
      return c.html(mail.html);
    });
}

function Mailbox({ mails }: { mails: ReceivedMail[] }) {
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t.title}</title>
        <link rel="stylesheet" href="/assets/style.css" />
      </head>
      <body class="mailbox">
        <main>
          <h1>{t.title}</h1>
          <p>{t.lead}</p>
          <p>
            <a class="button" href="/mailbox">
              {t.reload}
            </a>
          </p>
          {mails.length === 0 ? (
            <p class="card">{t.empty}</p>
          ) : (
            mails.map((mail) => <Mail {...mail} />)
          )}
        </main>
      </body>
    </html>
  );
}

function Mail(mail: ReceivedMail) {
  return (
    <article class="card mail">
      <h2>
        <Phrases text={mail.subject || t.unreadableTitle} />
      </h2>
      <dl class="facts">
        <dt>{t.from}</dt>
        <dd>{mail.from}</dd>
        <dt>{t.to}</dt>
        <dd>{mail.to}</dd>
        <dt>{t.date}</dt>
        <dd>{mail.sentAt === null ? '' : dateTime(mail.sentAt)}</dd>
      </dl>
      <pre>{mail.text}</pre>
      {mail.html && (
        <p>
          <a href={`/mailbox/${mail.id}/html`}>{t.asSent}</a>
        </p>
      )}
    </article>
  );
}
