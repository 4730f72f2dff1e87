/** What is said of a refusal here and not in the bank's operator, by its code: that can't meet it, or it is not so there. */
import { BackOfficeError } from '../back-office-error.ts';
import { officeText as own } from './text.ts';

/** `url` is the back office's. */
export function ownWords(cause: unknown, url: string): Record<string, string> {
  const places = placesIn(cause instanceof BackOfficeError ? cause.faults : []);
  return {
    'unknown-contract': own.noContract,
    'client-refused': own.clientRefused,
    forbidden: own.forbidden,
    'bad-request': own.badRequest(places),
    ...(places === '' ? {} : { 'not-allowed-now': own.badRequest(places) }),
    'body-too-large': own.tooLarge,
    unavailable: own.unavailable,
    ...(cause instanceof BackOfficeError && cause.askedNothing
      ? { 'no-answer': notReached(cause, url) }
      : {}),
  };
}

/** `/code is no code; reference is no reference`; empty for none. */
export function placesIn(faults: BackOfficeError['faults']): string {
  return faults
    .map((fault) => `${'pointer' in fault ? fault.pointer : fault.parameter} ${fault.detail}`)
    .join('; ');
}

/**
 * Whoever lacks a certificate that the server takes sees an alert of TLS, or, since OpenSSL's handshake is over for a client
 * before the server has judged (RFC 8446 §4.4.2.4), only that the connection is closed.
 */
function notReached(cause: BackOfficeError, url: string): string {
  const code = systemCodeOf(cause.cause);
  if (!url.startsWith('https:')) return own.notReached(code);
  if (/^ERR_SSL_.*ALERT|^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code)) {
    return own.certificateRefused;
  }
  return /CERT|^UNABLE_TO_/.test(code) ? own.serverNotTrusted(code) : own.notReached(code);
}

/** Of Node or of OpenSSL, as far down as there is one. */
function systemCodeOf(cause: unknown, above = ''): string {
  if (!(cause instanceof Error)) return above;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : above;
  return systemCodeOf(cause.cause, code);
}
