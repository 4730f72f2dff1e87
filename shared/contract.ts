/** What the page and the main process say to each other: the state, the calls, and nothing besides. */
import * as z from 'zod';
import { errorCodes } from './errors.ts';
import type { ErrorCode, ErrorFacts } from './errors.ts';

const id = z.string().regex(/^[0-9a-f]{32}$/);
/** Free text from the page is cut off long before it could hurt; its own rules are main's business. */
const text = z.string().max(200);
const instant = z.int().nonnegative();

const Localized = z.strictObject({ ja: z.string(), en: z.string() });

const Institution = z.strictObject({
  serviceId: z.string(),
  name: Localized,
  tel: z.string(),
  hours: Localized,
  /** The address of its internet banking, for the eye and for the system's browser. */
  bankUrl: z.string(),
  color: z.string(),
  mark: z.string(),
});

const Token = z.strictObject({
  id,
  institution: Institution,
  /** Institution, a space, the customer's addition, and _2, _3 where two would be the same. */
  name: Localized,
  addition: z.string(),
  /** `unreadable`: the record is kept but cannot be opened. */
  condition: z.enum(['usable', 'unreadable', 'expired', 'released']),
  expiresAt: instant,
  /** Set from the moment the token is stored until the customer has gone through A03 to A05. */
  introduction: z.strictObject({ checkNumber: z.string() }).nullable(),
});

/** The one token whose code is on screen. */
const OpenToken = z.strictObject({
  id,
  code: z.string(),
  /** When this code dies, on this PC's own clock (the correction is already in it). */
  codeExpiresAt: instant,
  periodSeconds: z.int().positive(),
  /** In the last so many seconds of a code the page offers to wait for the next one. */
  waitSeconds: z.int().nonnegative(),
});

/** A request that was sent and not yet answered for certain. It is resent byte for byte. */
const PendingActivation = z.strictObject({
  id,
  institution: Institution,
  serviceId: z.string(),
  userId: z.string(),
  startedAt: instant,
  sending: z.boolean(),
  code: z.enum(errorCodes).nullable(),
  triesLeft: z.int().nullable(),
});

const Clock = z.strictObject({
  /** What is added to the PC's clock; null until an institution's signed time was seen. */
  offsetMs: z.int().nullable(),
  checkedAt: instant.nullable(),
});

export const State = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('starting') }),
  z.strictObject({ status: z.literal('blocked'), code: z.enum(errorCodes) }),
  z.strictObject({
    status: z.literal('ready'),
    tokens: z.array(Token),
    openToken: OpenToken.nullable(),
    pending: z.array(PendingActivation),
    clock: Clock,
    appVersion: z.string(),
  }),
]);

const ActivationInput = z.strictObject({
  serviceId: text,
  userId: text,
  activationPassword: text,
});

export const calls = {
  getState: { input: z.void(), output: State },
  /** Tries again after whatever `blocked` the start. */
  retryStart: { input: z.void(), output: z.void() },

  /** Says, while the customer types, whose service ID it is and whether the form could be sent. */
  checkActivationInput: {
    input: ActivationInput,
    output: z.strictObject({ institution: Institution.nullable(), wellFormed: z.boolean() }),
  },
  /** Finds both IDs in a pasted 「トークン発行のご案内」 mail. */
  readMail: {
    input: z.strictObject({ text: z.string().max(100_000) }),
    output: z.strictObject({ serviceId: z.string(), userId: z.string() }).nullable(),
  },
  activate: { input: ActivationInput, output: z.strictObject({ tokenId: id }) },
  retryActivation: { input: z.strictObject({ id }), output: z.void() },
  discardActivation: { input: z.strictObject({ id }), output: z.void() },

  previewName: { input: z.strictObject({ tokenId: id, addition: text }), output: Localized },
  renameToken: { input: z.strictObject({ tokenId: id, addition: text }), output: z.void() },
  finishIntroduction: { input: z.strictObject({ tokenId: id }), output: z.void() },

  openToken: { input: z.strictObject({ tokenId: id }), output: z.void() },
  closeToken: { input: z.void(), output: z.void() },
  copyCode: { input: z.void(), output: z.void() },
} as const;

export type State = z.infer<typeof State>;
export type Ready = Extract<State, { status: 'ready' }>;
export type Token = z.infer<typeof Token>;
export type OpenToken = z.infer<typeof OpenToken>;
export type PendingActivation = z.infer<typeof PendingActivation>;
export type Institution = z.infer<typeof Institution>;
export type Clock = z.infer<typeof Clock>;
export type Localized = z.infer<typeof Localized>;

export type CallName = keyof typeof calls;
export type Input<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type Output<N extends CallName> = z.infer<(typeof calls)[N]['output']>;
export type Reply<T> =
  { ok: true; value: T } | { ok: false; code: ErrorCode; facts: ErrorFacts; logNumber?: number };

/** A missing or misspelt handler does not compile. */
export type Handlers = { [N in CallName]: (input: Input<N>) => Output<N> | Promise<Output<N>> };

/** What the preload puts on `window.bridge`: two functions and nothing else. */
export type Bridge = {
  call<N extends CallName>(
    ...request: Input<N> extends void ? [name: N] : [name: N, input: Input<N>]
  ): Promise<Reply<Output<N>>>;
  /** Calls back with every new state; returns the end of it. */
  subscribe(listener: (state: State) => void): () => void;
};
