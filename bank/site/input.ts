/** Reads what people type into forms: full-width letters and digits count as half-width ones. */
import * as z from 'zod';

export function halfWidth(text: string): string {
  return text.normalize('NFKC').trim();
}

const typed = z.string().max(200).transform(halfWidth);
/** A password may hold spaces at its ends, but nobody means to type full-width ones. */
const secret = z
  .string()
  .max(200)
  .transform((text) => text.normalize('NFKC'));

export const LogInForm = z.object({
  logInId: typed,
  password: secret,
  return: z.literal('otp').optional(),
});

/** Spaces inside, as in 「123 456」, are how the app shows it. */
export const CodeForm = z.object({
  code: typed.transform((text) => text.replaceAll(/\s/gu, '')),
});

export const ConfirmationForm = z.object({ confirmation: secret });

export const IssueForm = z.object({
  // As browsers take them: some carriers gave out addresses with dots where RFC 5321 has none.
  mail: typed.pipe(z.email({ pattern: z.regexes.html5Email }).max(100)),
  mailAgain: typed,
  password: typed.pipe(z.string().regex(/^[0-9]{4,8}$/)),
  passwordAgain: typed,
});

export const TransferForm = z.object({
  payee: typed.pipe(z.string().min(1).max(30)),
  amountYen: typed
    .transform((text) => text.replaceAll(',', ''))
    .pipe(z.string().regex(/^[1-9][0-9]{0,9}$/))
    .transform(Number),
});

export const TextSizeForm = z.object({
  size: z.enum(['small', 'medium', 'large']),
  back: z.string().max(100),
});
