/**
 * The client's end of a back office that asks for certificates (`--back-office-tls` of the service). Node's fetch presents
 * none, so this is Node's https, as far as send.ts needs it.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';

/** PEM. Without `ca` the server's certificate is of one of Node's own authorities, or of NODE_EXTRA_CA_CERTS. */
export type ClientTls = { key: Buffer; cert: Buffer; ca?: Buffer };

export type TlsAnswer = { status: number; headers: Headers; body: AsyncIterable<Uint8Array> };

/** As fetch asks; `signal` ends it with its own reason. */
export type TlsFetch = (url: string, init: RequestInit) => Promise<TlsAnswer>;

/** Which of the files can't be read, or is not what its name says. */
export class TlsFault extends Error {
  override readonly name = 'TlsFault';
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(`--back-office-tls: ${file} can't be read, or is not what its name says (PEM)`, options);
    this.file = file;
  }
}

/** `key.pem`, `cert.pem` and, if there is one, `server-ca.pem` of a folder. Throws a TlsFault. */
export function readClientTls(folder: string): ClientTls {
  const caFile = join(folder, 'server-ca.pem');
  const tls = {
    key: readPem(join(folder, 'key.pem')),
    cert: readCertificate(join(folder, 'cert.pem')),
    ...(existsSync(caFile) ? { ca: readCertificate(caFile) } : {}),
  };
  try {
    createSecureContext(tls);
  } catch (cause) {
    // The certificate is one: the key is none, or another one's.
    throw new TlsFault(join(folder, 'key.pem'), { cause });
  }
  return tls;
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new TlsFault(file, { cause });
  }
}

function readCertificate(file: string): Buffer {
  const pem = readPem(file);
  try {
    // Of what is none Node takes nothing, and says so to nobody.
    void new X509Certificate(pem);
  } catch (cause) {
    throw new TlsFault(file, { cause });
  }
  return pem;
}

/** `read` is asked for each request: a certificate that was renewed counts from then on. */
export function createTlsFetch(read: () => ClientTls): TlsFetch {
  const agent = new Agent({ keepAlive: true });
  return async (url, { signal, ...init }) => {
    const asking = new Request(url, init);
    const body = Buffer.from(await asking.arrayBuffer());
    const { method } = asking;
    const headers = Object.fromEntries(asking.headers);
    return new Promise((resolve, reject) => {
      const asked = request(
        url,
        { ...read(), agent, method, headers, ...(signal ? { signal } : {}) },
        (response) => {
          const { statusCode: status = 0, headersDistinct } = response;
          const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          resolve({ status, headers: new Headers(pairs), body: response });
        },
      );
      asked.once('error', (error) => reject(signal?.aborted ? asError(signal.reason) : error));
      asked.end(body);
    });
  };
}

const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error('ended'));
