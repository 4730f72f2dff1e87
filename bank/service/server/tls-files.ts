/** The folder with what the back office shows of itself and asks of its clients, looked at before anything listens by it. */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FileFault, readNamed } from '../files/named-file.ts';
import type { TlsFiles } from './listen.ts';

const names = { key: 'key.pem', cert: 'cert.pem', clientCa: 'client-ca.pem' };

/** Throws a FileFault that names the option and the file, and says what is wrong with it. */
export function readTls(option: string, folder: string): TlsFiles {
  const needed = `it takes a folder with ${Object.values(names).join(', ')}`;
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) throw new FileFault(`${option}: There is no ${folder}; ${needed}.`);
  if (!found.isDirectory()) throw new FileFault(`${option}: ${folder} is no folder; ${needed}.`);
  const path = (name: keyof typeof names) => join(folder, names[name]);
  const read = (name: keyof typeof names) => told(option, () => readNamed(path(name)));
  const files = { key: read('key'), cert: read('cert'), clientCa: read('clientCa') };
  const certificateOf = (name: 'cert' | 'clientCa') =>
    orFault(
      () => new X509Certificate(files[name]),
      `${option}: ${path(name)} is no certificate: it must begin with -----BEGIN CERTIFICATE-----.`,
    );
  const key = orFault(
    () => createPrivateKey(files.key),
    `${option}: ${path('key')} is no private key without a passphrase: it must begin with -----BEGIN PRIVATE KEY-----.`,
  );
  const cert = certificateOf('cert');
  certificateOf('clientCa');
  if (!cert.checkPrivateKey(key)) {
    throw new FileFault(
      `${option}: the key in ${path('key')} does not belong to the certificate in ${path('cert')}: put the two ` +
        'there that were made together, the own certificate before those of its issuers.',
    );
  }
  return files;
}

function told<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof FileFault)) throw cause;
    throw new FileFault(`${option}: ${cause.message}`, { cause });
  }
}

function orFault<T>(work: () => T, sentence: string): T {
  try {
    return work();
  } catch (cause) {
    throw new FileFault(sentence, { cause });
  }
}
