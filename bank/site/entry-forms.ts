/** The forms that customers fill in with more than passwords and codes: where they are, and what of them outlives a session. */

type EntryForm = { name: 'issue' | 'transfer'; path: string; fields: readonly string[] };

export const entryForms: readonly EntryForm[] = [
  { name: 'transfer', path: '/transfer', fields: ['payee', 'amountYen'] },
  // Never a password.
  { name: 'issue', path: '/otp/issue', fields: ['mail', 'mailAgain'] },
];

/** `isCheck`: the page after it, which shows what was entered and asks for a password. */
export function entryFormAt(path: string): { form: EntryForm; isCheck: boolean } | null {
  for (const form of entryForms) {
    if (path === form.path) return { form, isCheck: false };
    if (path === `${form.path}/check`) return { form, isCheck: true };
  }
  return null;
}

/** Where a log-in may lead back to, by the word in the address. */
export const returnPaths = {
  otp: '/otp/application',
  issue: '/otp/issue',
  transfer: '/transfer',
} as const;

export type ReturnName = keyof typeof returnPaths;

export const returnOf = (word: string | undefined): ReturnName | null =>
  word !== undefined && Object.hasOwn(returnPaths, word) ? (word as ReturnName) : null;

/** From a page of this path; `null` for the top page. */
export function returnFrom(path: string): ReturnName | null {
  return entryFormAt(path)?.form.name ?? (/^\/otp(\/|$)/.test(path) ? 'otp' : null);
}
