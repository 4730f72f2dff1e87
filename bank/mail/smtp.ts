/**
 * Hands one message to an SMTP server and says what became of it. The point after which the outcome
 * can be unknown is when the server has begun to take the text (RFC 5321 §4.5.4.1).
 */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** `not-sent` may be tried again; `refused` is the server's last word; `unknown` must not be repeated. */
export type Outcome = 'sent' | 'not-sent' | 'refused' | 'unknown';

const timeoutMs = 30_000;

/** `server` is smtp://[user:password@]host[:port], or smtps://. */
export function sendBySmtp(
  server: URL,
  envelope: { from: string; to: string },
  message: Buffer,
): Promise<Outcome> {
  const secure = server.protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: server.hostname,
    port: Number(server.port || (secure ? 465 : 587)),
    secure,
    // A mail with IDs goes over the open network encrypted or not at all.
    requireTLS: !secure && !isLoopback(server.hostname),
    ignoreTLS: isLoopback(server.hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });

  return new Promise((resolve) => {
    let handedOver = false;
    const text = Readable.from(
      (function* give() {
        handedOver = true;
        yield message;
      })(),
    );
    const finish = (outcome: Outcome) => {
      // The first word counts: closing makes the connection report its end as well.
      resolve(outcome);
      connection.close();
    };
    const fail = (error: { responseCode?: number | undefined }) => {
      const { responseCode } = error;
      if (responseCode !== undefined && responseCode >= 500) finish('refused');
      else if (responseCode !== undefined || !handedOver) finish('not-sent');
      else finish('unknown');
    };
    const send = () =>
      connection.send(envelope, text, (error) => {
        if (error) fail(error);
        else finish('sent');
      });

    connection.on('error', fail);
    connection.on('end', () => fail({}));
    connection.connect((error) => {
      if (error) fail(error);
      else if (server.username === '') send();
      else {
        const user = decodeURIComponent(server.username);
        const pass = decodeURIComponent(server.password);
        connection.login({ credentials: { user, pass } }, (refused) => {
          // A wrong password of ours is no reason to give the customer's mail up.
          if (refused) finish('not-sent');
          else send();
        });
      }
    });
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
