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
  /** Enough to recognise on the telephone; empty where the record can't be opened. */
  maskedUserId: z.string(),
  /** `unreadable`: the record is kept but cannot be opened. */
  condition: z.enum(['usable', 'unreadable', 'expired', 'released']),
  expiresAt: instant,
  /** Null until 30 days before the end; then 有効期限の更新 is offered, and this is how far it has come. */
  renewal: z
    .strictObject({
      sending: z.boolean(),
      unanswered: z.boolean(),
      code: z.enum(errorCodes).nullable(),
    })
    .nullable(),
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
  /** The institution said no while nobody watched: there is nothing to send again, only to read. */
  isRefused: z.boolean(),
  code: z.enum(errorCodes).nullable(),
  triesLeft: z.int().nullable(),
  /** When the institution said that it can be sent again. */
  retryAt: instant.nullable(),
});

const Clock = z.strictObject({
  /** What is added to the PC's clock; null until an institution's signed time was seen. */
  offsetMs: z.int().nullable(),
  checkedAt: instant.nullable(),
  /**
   * `none`: a signed time was seen since the start, the last sleep and the last jump of the PC's clock.
   * `unchecked`: there is only an older correction, or none. `wrong`: the PC's clock, correction
   * included, stands before a time that has surely passed.
   */
  doubt: z.enum(['none', 'unchecked', 'wrong']),
  /** A signed time that would move the correction by more than a day: taken only after acceptClock. */
  question: z.strictObject({ offsetMs: z.int() }).nullable(),
});

/** The customer's choices of how the app looks and behaves. None of them is a secret. */
export const Settings = z.strictObject({
  textPercent: z.int().min(100).max(300),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** `system`: Japanese where the system speaks it, English elsewhere. */
  language: z.enum(['system', 'ja', 'en']),
  alwaysOnTop: z.boolean(),
  /** Where the window opens: where it was on these displays, or always in the same place. */
  startPosition: z.enum(['remembered', 'center', 'right']),
  autoLockMinutes: z.int().min(1).max(60),
});

/** What a native menu can ask the page for. */
const menuEntries = [
  'add',
  'settings',
  'print',
  'display',
  'bigger',
  'smaller',
  'usual',
  'diagnosis',
  'shortcuts',
  'help',
  'about',
] as const;

const findings = [
  'clockRight',
  'clockCorrected',
  'clockUnchecked',
  'clockWrong',
  'keyStoreOpen',
  'keyStoreFailed',
  'databaseOpen',
  'databaseFailed',
  'notOpened',
  'online',
  'offline',
  'proxyNone',
  'proxyUsed',
  'directoryFresh',
  'directoryExpired',
  'updatesByHand',
] as const;

const View = z.strictObject({
  settings: Settings,
  /** The saved settings could not be read, and the first ones are in their place. */
  settingsDamaged: z.boolean(),
  /** The last choice in a native menu; a higher number is a new one. */
  menuChoice: z.strictObject({ number: z.int(), entry: z.enum(menuEntries) }).nullable(),
});

/** What a token leaves outside its seal, for whom the vault does not open. */
const Kept = z.strictObject({ institution: Institution, maskedUserId: z.string() });

export const State = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('starting'), view: View }),
  z.strictObject({
    status: z.literal('blocked'),
    view: View,
    code: z.enum(errorCodes),
    kept: z.array(Kept),
    /** Nothing but new tokens will help: startAnew is offered. */
    final: z.boolean(),
  }),
  z.strictObject({
    status: z.literal('locked'),
    view: View,
    /** When the passcode can be tried again; null for at once. */
    retryAt: instant.nullable(),
    triesLeft: z.int().nonnegative(),
    kept: z.array(Kept),
  }),
  z.strictObject({
    status: z.literal('ready'),
    view: View,
    tokens: z.array(Token),
    /** The token that was opened last, for the list to start with. */
    lastTokenId: id.nullable(),
    openToken: OpenToken.nullable(),
    pending: z.array(PendingActivation),
    clock: Clock,
    passcode: z.strictObject({
      isSet: z.boolean(),
      /** An institution of one of the tokens asks for it. */
      isRequired: z.boolean(),
    }),
    /** What the customer has to be told once about the vault. */
    notices: z.array(z.enum(errorCodes)),
    appVersion: z.string(),
  }),
]);

const ActivationInput = z.strictObject({
  serviceId: text,
  userId: text,
  activationPassword: text,
});

/** What was found of each part, as codes for the page to word. */
const Diagnosis = z.strictObject({
  findings: z.array(
    z.strictObject({
      part: z.enum(['clock', 'keyStore', 'database', 'network', 'proxy', 'directory', 'updates']),
      mark: z.enum(['good', 'caution', 'bad']),
      /** The case within the part, `good` or not; each has its sentence in the page. */
      finding: z.enum(findings),
      code: z.enum(errorCodes).nullable(),
    }),
  ),
  /** The same for the telephone: versions, marks and codes, nothing of the customer's. */
  supportCode: z.string(),
});

export const calls = {
  getState: { input: z.void(), output: State },
  /** Tries again after whatever `blocked` the start. */
  retryStart: { input: z.void(), output: z.void() },
  /** Puts the vault that can't be opened aside, for good, and begins a new one. */
  startAnew: { input: z.void(), output: z.void() },
  dismissNotice: { input: z.strictObject({ code: z.enum(errorCodes) }), output: z.void() },

  unlock: { input: z.strictObject({ passcode: text }), output: z.void() },
  lock: { input: z.void(), output: z.void() },
  /** Sets (current null), changes or removes (next null) the passcode. */
  changePasscode: {
    input: z.strictObject({ current: text.nullable(), next: text.nullable() }),
    output: z.void(),
  },

  /** Says, while the customer types, whose service ID it is and whether the form could be sent. */
  checkActivationInput: {
    input: ActivationInput,
    output: z.strictObject({
      institution: Institution.nullable(),
      /** The list of institutions is there, and this number is not in it. */
      isUnknown: z.boolean(),
      wellFormed: z.boolean(),
    }),
  },
  /** Finds both IDs in a pasted 「トークン発行のご案内」 mail. */
  readMail: {
    input: z.strictObject({ text: z.string().max(100_000) }),
    output: z.strictObject({ serviceId: z.string(), userId: z.string() }).nullable(),
  },
  activate: { input: ActivationInput, output: z.strictObject({ tokenId: id }) },
  retryActivation: { input: z.strictObject({ id }), output: z.void() },
  discardActivation: { input: z.strictObject({ id }), output: z.void() },

  /** Gets a new secret and a new end for a token; answers with the id that it has from now on. */
  renewToken: { input: z.strictObject({ tokenId: id }), output: z.strictObject({ tokenId: id }) },
  /** Asks the institution how the token stands there. */
  checkTokenStatus: {
    input: z.strictObject({ tokenId: id }),
    output: z.strictObject({
      status: z.enum(['waiting', 'inUse', 'suspended', 'released', 'expired']),
    }),
  },
  /** 今すぐ確認: asks an institution for its time; what comes of it is in the state. */
  checkClock: { input: z.void(), output: z.void() },
  /** はい to the question of the clock. */
  acceptClock: { input: z.void(), output: z.void() },

  previewName: { input: z.strictObject({ tokenId: id, addition: text }), output: Localized },
  renameToken: { input: z.strictObject({ tokenId: id, addition: text }), output: z.void() },
  finishIntroduction: { input: z.strictObject({ tokenId: id }), output: z.void() },

  /** Final: the token's secret is gone. */
  removeToken: { input: z.strictObject({ tokenId: id }), output: z.void() },
  /** The order of the list from now on; ids that are missing keep their place behind. */
  orderTokens: { input: z.strictObject({ tokenIds: z.array(id).max(20) }), output: z.void() },

  openToken: { input: z.strictObject({ tokenId: id }), output: z.void() },
  closeToken: { input: z.void(), output: z.void() },
  copyCode: { input: z.void(), output: z.void() },
  /** Opens the token's internet banking, by the directory's address, in the system's browser. */
  openBankSite: { input: z.strictObject({ tokenId: id }), output: z.void() },

  changeSettings: { input: Settings.partial(), output: z.void() },
  diagnose: { input: z.void(), output: Diagnosis },
} as const;

export type State = z.infer<typeof State>;
export type Ready = Extract<State, { status: 'ready' }>;
export type Blocked = Extract<State, { status: 'blocked' }>;
export type Locked = Extract<State, { status: 'locked' }>;
export type Kept = z.infer<typeof Kept>;
export type Token = z.infer<typeof Token>;
export type View = z.infer<typeof View>;
export type Settings = z.infer<typeof Settings>;
export type Diagnosis = z.infer<typeof Diagnosis>;
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
