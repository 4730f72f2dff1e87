/** Writes the mails of notices.ts, as text alone. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Institution } from '../service/institution.ts';
import { dateTime } from '../site/frame/format.ts';
import { letterText } from './letter-text.ts';
import { noticeText as t } from './notice-text.ts';
import type { Notice } from './notices.ts';

/** The complete message (RFC 5322), ready to be handed to a server. */
export function writeNotice(institution: Institution, notice: Notice): Promise<Buffer> {
  const { name, tel, hours, mailFrom } = institution;
  const { what, lead } = t.kinds[notice.kind];
  return new MailComposer({
    from: { name: name.ja, address: mailFrom },
    to: notice.mailAddress,
    subject: t.subject(name.ja, what),
    messageId: `<notice-${notice.id}@${mailFrom.split('@')[1] ?? 'localhost'}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'ja' },
    text: [
      t.greeting(name.ja),
      lead,
      '',
      t.at(dateTime(notice.happenedAt)),
      '',
      t.warning,
      t.neverAsked,
      '',
      name.ja,
      letterText.contact(tel, hours.ja),
      letterText.automatic,
      letterText.sample,
      '',
    ].join('\n'),
  })
    .compile()
    .build();
}
