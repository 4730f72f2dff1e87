/** @jsxImportSource hono/jsx */
/** Writes the mail 「トークン発行のご案内」 as text and HTML, with its headers. */
import { html, raw } from 'hono/html';
import MailComposer from 'nodemailer/lib/mail-composer';
import { activationLink } from '../../shared/brand.ts';
import type { Institution } from '../service/institution.ts';
import { letterText as t } from './letter-text.ts';
import { dateTime } from '../site/frame/format.ts';

export type Letter = {
  institution: Institution;
  to: string;
  issueId: string;
  userId: string;
  expiresAt: number;
  downloadUrl: string;
};

/** The complete message (RFC 5322), ready to be handed to a server. */
export async function writeLetter(letter: Letter): Promise<Buffer> {
  const { institution, to, issueId } = letter;
  const domain = institution.mailFrom.split('@')[1] ?? 'localhost';
  return new MailComposer({
    from: { name: institution.name.ja, address: institution.mailFrom },
    to,
    subject: t.subject(institution.name.ja),
    // The same for every copy of one issue's mail, so that a mailbox can tell copies.
    messageId: `<issue-${issueId}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'ja' },
    text: letterAsText(letter),
    html: String(await html`<!doctype html>${(<LetterAsHtml {...letter} />)}`),
  })
    .compile()
    .build();
}

function letterAsText({ institution, userId, expiresAt, downloadUrl }: Letter): string {
  const { name, serviceId, tel, hours } = institution;
  return [
    t.greeting(name.ja),
    t.lead,
    '',
    `■ ${t.idsHeading}`,
    `${t.serviceId}: ${serviceId}`,
    `${t.userId}: ${userId}`,
    t.expires(dateTime(expiresAt)),
    '',
    `■ ${t.download}`,
    downloadUrl,
    '',
    `■ ${t.appLink.heading}`,
    t.appLink.lead,
    activationLink({ serviceId, userId }),
    '',
    `■ ${t.nextHeading}`,
    ...t.steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    `■ ${t.warningHeading}`,
    ...t.warnings.map((warning) => `・${warning}`),
    '',
    name.ja,
    t.contact(tel, hours.ja),
    t.automatic,
    t.sample,
    '',
  ].join('\n');
}

const sheet = `body{font-family:sans-serif;line-height:1.7;color:#1c2733;max-width:40em;margin:0 auto;padding:16px}
h2{font-size:1.05em;margin:1.6em 0 .4em}td{padding:.3em 1em .3em 0}.id{font-size:1.3em;font-family:monospace}
.foot{margin-top:2em;border-top:1px solid #c8d0d8;padding-top:1em;color:#4a5763}`;

function LetterAsHtml({ institution, userId, expiresAt, downloadUrl }: Letter) {
  const { name, serviceId, tel, hours } = institution;
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <title>{t.subject(name.ja)}</title>
        <style>{raw(sheet)}</style>
      </head>
      <body>
        <p>{t.greeting(name.ja)}</p>
        <p>{t.lead}</p>
        <h2>{t.idsHeading}</h2>
        <table>
          <tr>
            <td>{t.serviceId}</td>
            <td class="id">{serviceId}</td>
          </tr>
          <tr>
            <td>{t.userId}</td>
            <td class="id">{userId}</td>
          </tr>
        </table>
        <p>{t.expires(dateTime(expiresAt))}</p>
        <h2>{t.download}</h2>
        <p>
          <a href={downloadUrl}>{downloadUrl}</a>
        </p>
        <h2>{t.appLink.heading}</h2>
        <p>{t.appLink.lead}</p>
        <p>
          <a href={activationLink({ serviceId, userId })}>{t.appLink.open}</a>
        </p>
        <h2>{t.nextHeading}</h2>
        <ol>
          {t.steps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <h2>{t.warningHeading}</h2>
        <ul>
          {t.warnings.map((warning) => (
            <li>{warning}</li>
          ))}
        </ul>
        <p class="foot">
          {name.ja}
          <br />
          {t.contact(tel, hours.ja)}
          <br />
          {t.automatic}
          <br />
          {t.sample}
        </p>
      </body>
    </html>
  );
}
