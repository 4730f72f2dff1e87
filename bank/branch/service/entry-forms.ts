/** The forms that staff fill in: where they are, and what of them outlives a session. */
import { Reference } from '../../issuer/back-office/schemas.ts';
import { deedNames } from '../pages/contract-words.ts';

type EntryForm = { path: string; fields: readonly string[] };

/** By where it is sent. With the number by which a deed is done once, however often and after whatever it is sent. */
export function entryFormAt(path: string): EntryForm | null {
  if (path === '/contracts/find') return { path: '/contracts', fields: ['reference'] };
  const [, reference, deed] = /^\/contracts\/by\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const isDeed = deedNames.some((name) => name === deed);
  if (!isDeed || !Reference.safeParse(reference).success) return null;
  return { path, fields: ['draft', 'reason', 'words'] };
}

/** Where a log-in leads back to; null for anything else that an address may say. */
export function returnOf(path: string | undefined): string | null {
  if (path === '/contracts') return path;
  return path === undefined ? null : (entryFormAt(path)?.path ?? null);
}

export const withReturn = (path: string, back: string | null): string =>
  back === null ? path : `${path}?${new URLSearchParams({ back }).toString()}`;
