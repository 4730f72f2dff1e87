/** What a visitor's cookie holds, and the token of each form: signed, so that nobody makes one up. */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { keyedHash } from '../service/storage/sealing.ts';

const uuidLength = 36;

/**
 * A random number, whose visit it is or was, and the signature of both. The number starts with `s` once somebody has
 * logged in, so that a timed-out one is known as such, and with `v` before and after.
 */
export function newPass(key: KeyObject, kind: 's' | 'v', owner: string): string {
  // 122 random bits, from a store that node fills for many at once.
  const number = kind + randomUUID() + owner;
  return `${number}.${signatureOf(key, number)}`;
}

/** By this a genuine pass names somebody, and tells nobody else who that is. */
export function ownerTag(key: KeyObject, who: string): string {
  return keyedHash(key, `owner|${who}`).toString('base64url');
}

/** '' where nobody has logged in by it yet. */
export const ownerOf = (pass: string): string => pass.slice(1 + uuidLength, pass.indexOf('.'));

export const wasLoggedIn = (pass: string): boolean => pass.startsWith('s');

export function isGenuine(key: KeyObject, pass: string): boolean {
  const [number, signature] = pass.split('.');
  return Boolean(number && signature && isSameText(signature, signatureOf(key, number)));
}

/** The token that each form carries: bound to the visit, so a foreign page can't know it. */
export function csrfOf(key: KeyObject, pass: string, session: { csrf: string | null } | null) {
  const csrf = session?.csrf ?? csrfFor(key, pass.slice(0, pass.indexOf('.')));
  if (session) session.csrf = csrf;
  return csrf;
}

/** Whether it is of a form that was given to the same person, on whichever visit. Good for nothing but keeping what was typed. */
export function isFormOf(key: KeyObject, owner: string, csrf: string): boolean {
  const [number = ''] = csrf.split('.');
  return owner !== '' && ownerOf(`${number}.`) === owner && isSameText(csrf, csrfFor(key, number));
}

/** Says for itself which visit it is of; without the signature of that number it lets nobody in. */
const csrfFor = (key: KeyObject, number: string): string =>
  `${number}.${keyedHash(key, `csrf|${number}`).toString('base64url')}`;

function signatureOf(key: KeyObject, number: string): string {
  return keyedHash(key, `cookie|${number}`).toString('base64url');
}

export function isSameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
