/** A mail server that does what a test asks: takes mail, refuses it, or breaks off in the middle. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import type { Certificate } from '../app/test-ca.ts';

export type SmtpManner = 'takes' | 'busy' | 'refuses' | 'refuses-address' | 'breaks-off-after-text';

export type Credentials = { user: string; pass: string };

export type FakeSmtp = {
  url: string;
  port: number;
  received: string[];
  /** What clients said they were, right or wrong. */
  logIns: Credentials[];
  /** How many have connected; with TLS from the first byte, how many have come through its handshake. */
  connections(): number;
  close(): Promise<void>;
};

export type FakeSmtpOptions = {
  /** 0 takes any free one. */
  port?: number;
  /** Then mail is taken after a log-in with these alone. */
  credentials?: Credentials;
  /** Encrypts from the first byte, or after STARTTLS. Without it nothing is encrypted. */
  tls?: Certificate & { from: 'start' | 'STARTTLS' };
};

/** The manner is asked for at each address and each text; a promise keeps the client waiting. */
export async function fakeSmtp(
  manner: () => SmtpManner | Promise<SmtpManner>,
  { port = 0, credentials, tls }: FakeSmtpOptions = {},
): Promise<FakeSmtp> {
  const received: string[] = [];
  const logIns: Credentials[] = [];
  let connections = 0;

  const server = new SMTPServer({
    ...(tls ? { cert: tls.cert, key: tls.key, secure: tls.from === 'start' } : {}),
    authOptional: credentials === undefined,
    allowInsecureAuth: tls === undefined,
    disabledCommands: [
      ...(credentials ? [] : (['AUTH'] as const)),
      ...(tls ? [] : (['STARTTLS'] as const)),
    ],
    onConnect(_session, callback) {
      connections += 1;
      callback();
    },
    onAuth({ username, password }, _session, callback) {
      const [user, pass] = [username ?? '', password ?? ''];
      logIns.push({ user, pass });
      if (user === credentials?.user && pass === credentials.pass) callback(null, { user });
      else callback(smtpError(535));
    },
    onRcptTo(_address, _session, callback) {
      const answer = async () => {
        callback((await manner()) === 'refuses-address' ? smtpError(550) : null);
      };
      void answer();
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      const answer = async () => {
        const how = await manner();
        if (how === 'busy') return callback(smtpError(451));
        if (how === 'refuses') return callback(smtpError(554));
        received.push(Buffer.concat(chunks).toString('utf8'));
        if (how === 'takes') return callback();
        // The text is here and nobody will ever say so.
        for (const connection of server.connections) {
          (connection as { close(): void }).close();
        }
        return undefined;
      };
      stream.on('end', () => void answer());
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
  const url = `${tls?.from === 'start' ? 'smtps' : 'smtp'}://127.0.0.1:${taken}`;
  return { url, port: taken, received, logIns, connections: () => connections, close };
}

function smtpError(responseCode: number): Error {
  return Object.assign(new Error('refused'), { responseCode });
}
