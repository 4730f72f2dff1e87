/**
 * Hands one message to an SMTP server and says what became of it. The point after which the outcome
 * can be unknown is when the server has begun to take the text (RFC 5321 §4.5.4.1).
 */
import { isIPv4 } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** `not-sent` may be tried again; `refused` is the server's last word; `unknown` must not be repeated. */
export type Outcome = 'sent' | 'not-sent' | 'refused' | 'unknown';

/** `reason` is a code alone: what a server says in words may quote the mail or the address. */
export type Sending = { outcome: Outcome; reason: string | null };

type Failure = {
  responseCode?: number | undefined;
  code?: string | undefined;
  originalCode?: string | undefined;
};

const timeoutMs = 30_000;

/**
 * smtp://[user:password@]host[:port], or smtps://. Null for all else, for URL is lenient: it takes
 * "mail.example.jp:25" for a scheme, and what follows a slash in a password for a path.
 */
export function readServer(value: string): URL | null {
  if (!URL.canParse(value)) return null;
  const server = new URL(value);
  const { protocol, hostname, pathname, search, hash } = server;
  if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '') return null;
  if (!['', '/'].includes(pathname) || search !== '' || hash !== '') return null;
  try {
    credentialsOf(server);
    return server;
  } catch {
    return null;
  }
}

function credentialsOf({ username, password }: URL): { user: string; pass: string } | null {
  if (username === '') return null;
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

/** `server` as readServer() has let it through. */
export function sendBySmtp(
  server: URL,
  envelope: { from: string; to: string },
  message: Buffer,
): Promise<Sending> {
  const secure = server.protocol === 'smtps:';
  const credentials = credentialsOf(server);
  const connection = new SMTPConnection({
    host: hostOf(server),
    port: Number(server.port || (secure ? 465 : 587)),
    secure,
    // A mail with IDs goes over the open network encrypted or not at all.
    requireTLS: !secure && !isLoopback(hostOf(server)),
    ignoreTLS: isLoopback(hostOf(server)),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });

  return new Promise((resolve) => {
    let offered = false;
    let handedOver = false;
    const text = Readable.from(
      (function* give() {
        handedOver = true;
        yield message;
      })(),
    );
    const finish = (outcome: Outcome, failure: Failure = {}) => {
      // The first word counts: closing makes the connection report its end as well.
      resolve({ outcome, reason: reasonOf(failure) });
      connection.close();
    };
    const fail = (failure: Failure) => {
      const { responseCode } = failure;
      // A wrong password of ours, or a server without STARTTLS, is no reason to give the mail up.
      if (!offered) finish('not-sent', failure);
      else if (responseCode !== undefined && responseCode >= 500) finish('refused', failure);
      else if (responseCode !== undefined || !handedOver) finish('not-sent', failure);
      else finish('unknown', failure);
    };
    const send = () => {
      offered = true;
      connection.send(envelope, text, (error) => {
        if (error) fail(error);
        else finish('sent');
      });
    };

    connection.on('error', fail);
    connection.on('end', () => fail({}));
    connection.connect((error) => {
      if (error) fail(error);
      else if (!credentials) send();
      else {
        connection.login({ credentials }, (refused) => {
          if (refused) fail(refused);
          else send();
        });
      }
    });
  });
}

/** The server's code, or that of the system below the mail library's own. */
function reasonOf({ responseCode, originalCode, code }: Failure): string | null {
  const reason = String(responseCode ?? originalCode ?? code ?? '');
  return /^[A-Z0-9_]{1,50}$/.test(reason) ? reason : null;
}

/** Without the brackets in which an address has them (RFC 3986 §3.2.2). */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** By address, for a name that starts like one can lead anywhere. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
