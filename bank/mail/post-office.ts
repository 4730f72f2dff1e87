/** The demo's own mail server: takes every mail, sends none on, and keeps them as files for the mailbox page. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import type { AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { writeFileDurably } from '../service/storage/durable-file.ts';

const shownMails = 100;
const maxMailBytes = 1024 * 1024;

export type ReceivedMail = {
  id: string;
  from: string;
  to: string;
  subject: string;
  sentAt: number | null;
  text: string;
  html: string | null;
};

export type PostOffice = {
  server: URL;
  list(): Promise<ReceivedMail[]>;
  find(id: string): Promise<ReceivedMail | null>;
  close(): Promise<void>;
};

export async function openPostOffice(dataDir: string): Promise<PostOffice> {
  const folder = join(dataDir, 'mailbox');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: maxMailBytes,
    // The queue, its only client, has ended before it; nobody else is waited for.
    closeTimeout: 100,
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        try {
          // Only a mail that is on disk is acknowledged.
          writeFileDurably(join(folder, newName()), Buffer.concat(chunks), 0o600);
          callback();
        } catch (error) {
          callback(error instanceof Error ? error : new Error('not stored'));
        }
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(0, '127.0.0.1', resolve);
  });
  const { port } = smtp.server.address() as AddressInfo;

  const names = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .toSorted()
      .toReversed();
  const read = async (name: string) =>
    parse(name.slice(0, -'.eml'.length), readFileSync(join(folder, name)));
  return {
    server: new URL(`smtp://127.0.0.1:${port}`),
    list: () => Promise.all(names().slice(0, shownMails).map(read)),
    async find(id) {
      const name = names().find((candidate) => candidate === `${id}.eml`);
      return name === undefined ? null : read(name);
    },
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}

/** Sorts by the time of arrival. */
function newName(): string {
  return `${String(Date.now()).padStart(15, '0')}-${randomBytes(4).toString('hex')}.eml`;
}

async function parse(id: string, source: Buffer): Promise<ReceivedMail> {
  const mail = await simpleParser(source);
  return {
    id,
    from: addressText(mail.from),
    to: addressText(mail.to),
    subject: mail.subject ?? '',
    sentAt: mail.date?.getTime() ?? null,
    text: mail.text ?? '',
    html: mail.html || null,
  };
}

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  return [address ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}
