/** What the back office is asked and what it answers. Instants are epoch milliseconds, as in the protocol. */
import * as z from 'zod';
import { ActivationPassword, ServiceId, TokenId, UserId } from '../../../shared/protocol.ts';
import { currents, nexts } from '../tokens/token-life.ts';

/** Sentences of a pattern: what a member must be. faults.ts has those of the rest. */
const oneLine = 'must be one line of text, not blank';
const number = 'must be 1 to 15 digits';

const instant = z.int().nonnegative();
const IssueId = z.string().regex(/^[0-9a-f]{32}$/);

/** In a path as it is: letters, digits and what RFC 3986 §2.3 leaves unreserved, but no dot segment (§3.3). */
export const Reference = z
  .string()
  .regex(/^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,64}$/)
  .describe(
    'What the institution calls the contract by: its customer number, say. It never changes.',
  );

export const Code = z
  .string()
  .regex(/^[0-9]{6,8}$/, 'must be 6 to 8 digits')
  .describe('A one-time password as it stands on the screen, without separators.');

export const IssueRequest = z.strictObject({
  deliveryAddress: z
    .string()
    .min(1, { abort: true })
    .max(254)
    .regex(/^(?!\s*$)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u, oneLine)
    .describe('Where the institution sends the letter with both IDs. The service sends nothing.'),
  activationPassword: ActivationPassword.describe(
    'What the customer has chosen; kept as a keyed hash.',
  ),
});

export const IssueMade = z.object({
  issueId: IssueId,
  serviceId: ServiceId,
  userId: UserId,
  expiresAt: instant,
});

const TransferReference = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,64}$/, 'must be 1 to 64 letters, digits and . _ ~ -');

const use = { code: Code };
export const CodeRequest = z.discriminatedUnion('purpose', [
  z.strictObject({ ...use, purpose: z.literal('log-in') }),
  z.strictObject({
    ...use,
    purpose: z.literal('transfer'),
    transferReference: TransferReference.describe(
      'Of the one transfer. The code that was taken for it is taken for it again, for nothing else, for 72 hours.',
    ),
  }),
  z
    .strictObject({ ...use, purpose: z.literal('release') })
    .describe('Also ends the use of the token.'),
]);

export const StartRequest = z.strictObject({ code: Code });

export const ResynchronisationRequest = z.strictObject({
  codes: z
    .tuple([Code, Code], 'must be a list of two codes')
    .describe('Two that followed one another on the screen, in this order.'),
});

/** Of what staff decide. */
export const Decision = z.strictObject({
  reason: z
    .string()
    .max(120)
    .regex(/^(?!\s*$)[^\p{C}\p{Zl}\p{Zp}]+$/u, oneLine)
    .optional()
    .describe('Why, for the audit log: one line. No password, code or address belongs into it.'),
});

/** What staff do elsewhere than on a contract. */
export const StaffEvent = z.strictObject({
  event: z.enum(['staff-log-in', 'staff-log-in-wrong', 'staff-log-in-locked', 'staff-log-out']),
});

/** Of what needs nothing but its address. */
export const Nothing = z.strictObject({});

const CheckNumber = z
  .string()
  .regex(/^[0-9]{6}$/)
  .describe('照合番号: the app shows the same one.');

const Token = z.object({
  tokenId: TokenId,
  issueId: IssueId.describe('The issue that it came of, through every renewal.'),
  userId: UserId,
  device: z.string().describe('What the app says of its system.'),
  issuedAt: instant,
  expiresAt: instant,
  wrongCodes: z.int().nonnegative(),
  driftSteps: z.int(),
  checkNumber: CheckNumber,
});

const Issue = z.object({
  issueId: IssueId,
  userId: UserId,
  deliveryAddress: z.string(),
  openedAt: instant,
  expiresAt: instant,
  deliveries: z.int().nonnegative(),
  token: Token.nullable().describe('The one that was delivered for it.'),
  checkNumber: CheckNumber.nullable().describe('Of that one; the app shows the same one.'),
});

const life = {
  current: z.enum(currents).describe('What stands in use.'),
  next: z.enum(nexts).describe('What is on its way to take its place.'),
};

export const Contract = z.object({
  reference: Reference,
  ...life,
  releasedAt: instant.nullable(),
  token: Token.nullable().describe('The one in use or suspended.'),
  issue: Issue.nullable().describe('The one on its way.'),
  allowed: z
    .array(z.enum(['openIssue', 'startUse', 'voidIssue', 'unlock', 'release']))
    .describe('Which of these operations the state allows.'),
});

export const Verdict = z.object({
  verdict: z
    .enum(['accepted', 'wrong', 'stopped'])
    .describe('stopped: it was the last wrong one allowed in a row, or no token is in use.'),
  ...life,
});

export const TransferQuery = z.strictObject({ transferReference: TransferReference });

export const TransferConfirmed = z.object({
  confirmed: z.boolean().describe('Whether a code was taken for it; told for 72 hours.'),
});

export const ContractList = z.object({
  contracts: z.array(Contract.pick({ reference: true, current: true, next: true })),
  next: z.string().nullable().describe('`after` of the next page; null at the end.'),
});

/** Of a query, where all is text: what JavaScript takes for a number besides (1e2, 0x10) is none. */
const count = (most: number, usual: number) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text),
    z
      .int({ error: ({ code }) => (code === 'invalid_type' ? number : undefined) })
      .min(1)
      .max(most)
      .default(usual),
  );

export const ListQuery = z.strictObject({
  current: z.enum(currents).optional(),
  after: z
    .string()
    .regex(/^\d{1,15}$/, number)
    .optional(),
  limit: count(1000, 100),
});

export const AuditQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, number)
    .default('0')
    .describe('The number of the last event that is known already.'),
});

export const AuditLine = z.object({
  number: z.int().positive(),
  at: instant,
  event: z.string(),
  reference: z.string().nullable(),
  source: z.string(),
  step: z.int().nullable().describe('The time step of a code that was taken.'),
  reason: z.string().nullable().describe('Why staff did it.'),
});

export const SeedsRequest = z.strictObject({
  passphrase: z
    .string()
    .min(12)
    .max(1024)
    .describe('The seeds are encrypted under keys from it (RFC 6030 §6.2).'),
});

export const maxSeedsAtOnce = 500;
/** Of the request with them. */
export const maxSeedsBytes = 1024 * 1024;

export const SeedsImport = z.strictObject({
  container: z
    .string()
    .min(1)
    .describe(
      `A PSKC document (RFC 6030) of ${maxSeedsAtOnce} keys at most. The UserId of each is the reference of its contract, alone or as UID=….`,
    ),
  passphrase: z.string().min(1).max(1024).optional().describe('Where it is encrypted under one.'),
  preSharedKey: z
    .string()
    .regex(
      /^([0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64})$/,
      'must be 32, 48 or 64 hexadecimal digits',
    )
    .optional()
    .describe('Where it is encrypted under one: in hexadecimal digits.'),
});

export const SeedsImported = z.object({
  imported: z.int().positive().describe('How many tokens are in use by it.'),
});

export const Seeds = z.string().describe('An XML document.');
