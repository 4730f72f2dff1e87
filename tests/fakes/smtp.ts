/** A mail server that does what a test asks: takes mail, refuses it, or breaks off in the middle. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

export type SmtpManner = 'takes' | 'busy' | 'refuses' | 'refuses-address' | 'breaks-off-after-text';

export type FakeSmtp = { url: string; port: number; received: string[]; close(): Promise<void> };

/** `port` 0 takes any free one. */
export async function fakeSmtp(manner: () => SmtpManner, port = 0): Promise<FakeSmtp> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      if (manner() === 'refuses-address') callback(smtpError(550));
      else callback();
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const how = manner();
        if (how === 'busy') return callback(smtpError(451));
        if (how === 'refuses') return callback(smtpError(554));
        received.push(Buffer.concat(chunks).toString('utf8'));
        if (how === 'takes') return callback();
        // The text is here and nobody will ever say so.
        for (const connection of server.connections) {
          (connection as { close(): void }).close();
        }
        return undefined;
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  let closed = false;
  const close = () =>
    new Promise<void>((resolve) => {
      if (closed) return resolve();
      closed = true;
      server.close(() => resolve());
    });
  onTestFinished(close);
  const { port: taken } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${taken}`, port: taken, received, close };
}

function smtpError(responseCode: number): Error {
  return Object.assign(new Error('refused'), { responseCode });
}
