/**
 * A folder with what one end of a connection by TLS shows of itself, and by which authority it knows the other end: the
 * service's that asks for certificates of clients, or a client's of it. Whatever is wrong with it is told with its place.
 */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Log } from '../log.ts';
import type { TlsFiles } from '../server/listen.ts';
import { inBothLanguages } from './both-languages.ts';
import { FileFault, fileWords, ofOption, readNamed, whyUnread } from './named-file.ts';
import type { FileWords } from './named-file.ts';
import { openReread } from './reread.ts';

/** PEM. Without `ca` the server's certificate is of one of Node's own authorities, or of NODE_EXTRA_CA_CERTS. */
export type ClientTls = { key: Buffer; cert: Buffer; ca?: Buffer };

/** The option that names it, for whoever typed that. */
export type TlsFolder = { option: string; folder: string; words?: TlsWords };

export type TlsWords = FileWords & {
  noFolder(folder: string, files: string): string;
  notFolder(folder: string, files: string): string;
  noCertificate(file: string): string;
  noKey(file: string): string;
  strangers(key: string, cert: string): string;
  /** `code` is OpenSSL's, by Node. */
  unfit(folder: string, code: string): string;
};

const ja: TlsWords = {
  ...fileWords.ja,
  noFolder: (folder, files) => `${folder} がありません。${files} の入ったフォルダを指定します。`,
  notFolder: (folder, files) =>
    `${folder} はフォルダではありません。${files} の入ったフォルダを指定します。`,
  noCertificate: (file) =>
    `${file} は証明書（PEM）ではありません。-----BEGIN CERTIFICATE----- で始まるものです。`,
  noKey: (file) =>
    `${file} は合言葉のない秘密鍵（PEM）ではありません。-----BEGIN PRIVATE KEY----- で始まるものです。`,
  strangers: (key, cert) =>
    `${key} は ${cert} の証明書の鍵ではありません。一緒に作ったものを置き、発行元の証明書があれば、自分の証明書の後に続けてください。`,
  unfit: (folder, code) => `${folder} の鍵と証明書では TLS の接続ができません（${code}）。`,
};

const en: TlsWords = {
  ...fileWords.en,
  noFolder: (folder, files) => `There is no ${folder}; it takes a folder with ${files}.`,
  notFolder: (folder, files) => `${folder} is no folder; it takes a folder with ${files}.`,
  noCertificate: (file) =>
    `${file} is no certificate (PEM): it must begin with -----BEGIN CERTIFICATE-----.`,
  noKey: (file) =>
    `${file} is no private key without a passphrase (PEM): it must begin with -----BEGIN PRIVATE KEY-----.`,
  strangers: (key, cert) =>
    `the key in ${key} does not belong to the certificate in ${cert}: put the two there that were made together, the own ` +
    'certificate before those of its issuers.',
  unfit: (folder, code) =>
    `the key and the certificates in ${folder} can't be used for TLS (${code}).`,
};

export const tlsWords = { en, both: inBothLanguages(ja, en) };

const own = ['key.pem', 'cert.pem'];
const clientCa = 'client-ca.pem';
const serverCa = 'server-ca.pem';

/** `key.pem`, `cert.pem` and `client-ca.pem`. Throws a FileFault, of which each line names the option. */
export function readServerTls(at: TlsFolder): TlsFiles {
  return ofOption(at.option, () => {
    const identity = readIdentity(at, [...own, clientCa]);
    return { ...identity, clientCa: readCa(clientCa, at) };
  });
}

/** `key.pem`, `cert.pem` and, if there is one, `server-ca.pem`. Throws as readServerTls does. */
export function readClientTls(at: TlsFolder): ClientTls {
  return ofOption(at.option, () => {
    const identity = readIdentity(at, own);
    // Where a link leads nowhere somebody has meant to name one.
    if (!lstatSync(join(at.folder, serverCa), { throwIfNoEntry: false })) return identity;
    return { ...identity, ca: readCa(serverCa, at) };
  });
}

/** As readClientTls, and a certificate that was renewed counts a second later; what can't be used leaves the old one. */
export function openClientTls(at: TlsFolder, log: Log): () => ClientTls {
  const files = [...own, serverCa].map((name) => join(at.folder, name));
  const failed = (cause: unknown) => log.error('certificate-not-read', cause);
  return openReread(files, () => readClientTls(at), failed).get;
}

function readCa(name: string, at: TlsFolder): Buffer {
  const ca = readCertificate(join(at.folder, name), at.words ?? en);
  proveUsable({ ca }, at);
  return ca;
}

function readIdentity(at: TlsFolder, needed: string[]) {
  const { folder, words = en } = at;
  const found = orFault(
    () => statSync(folder, { throwIfNoEntry: false }),
    (cause) => whyUnread(folder, cause, words),
  );
  if (!found) throw new FileFault(words.noFolder(folder, needed.join(', ')));
  if (!found.isDirectory()) throw new FileFault(words.notFolder(folder, needed.join(', ')));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const key = readPem(keyFile, words);
  const cert = readCertificate(certFile, words);
  const isTogether = orFault(
    () => new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)),
    () => words.noKey(keyFile),
  );
  if (!isTogether) throw new FileFault(words.strangers(keyFile, certFile));
  proveUsable({ key, cert }, at);
  return { key, cert };
}

/** By what will use them: of what has the right form OpenSSL may refuse, as a key that is too short. */
function proveUsable(files: Partial<ClientTls>, { folder, words = en }: TlsFolder): void {
  orFault(
    () => createSecureContext(files),
    (cause) =>
      words.unfit(folder, cause instanceof Error && 'code' in cause ? String(cause.code) : '-'),
  );
}

function readPem(file: string, words: TlsWords): Buffer {
  const pem = readNamed(file, words);
  if (pem.toString('latin1').trim() === '') throw new FileFault(words.empty(file));
  return pem;
}

function readCertificate(file: string, words: TlsWords): Buffer {
  const pem = readPem(file, words);
  // It would take the bare bytes (DER) too, of which a connection knows nothing.
  const isPem = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/.test(pem.toString('latin1'));
  if (!isPem) throw new FileFault(words.noCertificate(file));
  orFault(
    () => new X509Certificate(pem),
    () => words.noCertificate(file),
  );
  return pem;
}

function orFault<T>(work: () => T, sentence: (cause: unknown) => string): T {
  try {
    return work();
  } catch (cause) {
    throw new FileFault(sentence(cause), { cause });
  }
}
