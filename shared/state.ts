/** The one snapshot of state, as main announces it and the page draws it. */
import * as z from 'zod';
import { errorCodes } from './errors.ts';
import { ListedFacts } from './institution.ts';
import { languages } from './language.ts';
import { autoLockMinutes, textPercents } from './limits.ts';

export const id = z.string().regex(/^[0-9a-f]{32}$/);
const instant = z.int().nonnegative();

export const Localized = z.strictObject({ ja: z.string(), en: z.string() });

/** What the page may know of one. */
export const Institution = z.strictObject({
  ...ListedFacts.omit({ issuerUrl: true }).shape,
  name: Localized,
  hours: Localized,
});

const Token = z.strictObject({
  id,
  institution: Institution,
  /** Institution, a space, the customer's addition, and _2, _3 where two would be the same. */
  name: Localized,
  addition: z.string(),
  /** The institution's own word for this kind of token, which proves nothing; empty for the usual one. */
  kind: z.string(),
  /** Enough to recognise on the telephone; empty where the record can't be opened. */
  maskedUserId: z.string(),
  /**
   * `unreadable`: the record is kept but cannot be opened. `clockInDoubt`: expired by a clock that
   * nobody has proved since the start.
   */
  condition: z.enum(['usable', 'unreadable', 'expired', 'clockInDoubt', 'released']),
  expiresAt: instant,
  /** Null until 30 days before the end; then 有効期限の更新 is offered, and this is how far it has come. */
  renewal: z
    .strictObject({
      sending: z.boolean(),
      unanswered: z.boolean(),
      code: z.enum(errorCodes).nullable(),
    })
    .nullable(),
  /** Since when the vendor's list no longer has its institution; null where it has. */
  unlistedSince: instant.nullable(),
  /** Set from the moment the token is stored until the customer has gone through A03 to A05. */
  introduction: z.strictObject({ checkNumber: z.string() }).nullable(),
  /** From then on until 利用開始 at the institution is known to be done. */
  firstUse: z.strictObject({ checkNumber: z.string() }).nullable(),
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
  /** Its record can't be opened: it is kept and can't be sent. */
  isUnreadable: z.boolean(),
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
   * included, stands before a time that has surely passed, or a day from the institution's.
   */
  doubt: z.enum(['none', 'unchecked', 'wrong']),
  /** A signed time that would move the correction by more than a day: taken only after acceptClock. */
  question: z.strictObject({ offsetMs: z.int() }).nullable(),
});

/** The customer's choices of how the app looks and behaves. None of them is a secret. */
export const Settings = z.strictObject({
  textPercent: z.int().min(textPercents.min).max(textPercents.max),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** `system`: Japanese where the system speaks it, English elsewhere. */
  language: z.enum(['system', ...languages]),
  alwaysOnTop: z.boolean(),
  /** A screen reader is told each new code when it comes. */
  announceCodes: z.boolean(),
  /** Where the window opens: where it was on these displays, or always in the same place. */
  startPosition: z.enum(['remembered', 'center', 'right']),
  autoLockMinutes: z.int().min(autoLockMinutes.min).max(autoLockMinutes.max),
});

/** The whole window, or the mini window that stands beside another program's. */
export const windowShapes = ['full', 'mini'] as const;

/** What a native menu can ask the page for. */
const menuEntries = [
  'add',
  'settings',
  'print',
  'display',
  'bigger',
  'smaller',
  'usual',
  'mini',
  'diagnosis',
  'shortcuts',
  'help',
  'about',
] as const;

const aboutUpdate = {
  version: z.string(),
  /** The vendor's page about it, where it can also be had by hand. */
  notesUrl: z.string(),
  /** What runs is older than the oldest that the vendor still wants to run. */
  isTooOld: z.boolean(),
};

/** What the app does about a newer version of itself, by the signed list. */
const Update = z.discriminatedUnion('step', [
  /** This is the newest, or nothing is known, or an institution's policy says that nothing is told. */
  z.strictObject({ step: z.literal('none') }),
  /** It is there and not fetched: by policy, or since the app was put here by what also replaces it. */
  z.strictObject({ step: z.literal('told'), ...aboutUpdate, isByPolicy: z.boolean() }),
  z.strictObject({
    step: z.literal('fetching'),
    ...aboutUpdate,
    percent: z.int().min(0).max(100),
  }),
  z.strictObject({ step: z.literal('failed'), ...aboutUpdate, code: z.enum(errorCodes) }),
  /** `restartAt`: agreed, and when the app restarts, on this PC's own clock. */
  z.strictObject({ step: z.literal('ready'), ...aboutUpdate, restartAt: instant.nullable() }),
  z.strictObject({ step: z.literal('restarting'), ...aboutUpdate }),
]);

/** Choices that an institution's policy can take from the customer (docs/policy.md). */
const bindings = ['language', 'autoLockMinutes', 'passcode', 'copying', 'readAloud'] as const;

const View = z.strictObject({
  settings: Settings,
  /** Set by the institution on this PC: greyed, with a word that says so. */
  bound: z.array(z.enum(bindings)),
  /** The saved settings could not be read, and the first ones are in their place. */
  settingsDamaged: z.boolean(),
  /** The last choice in a native menu; a higher number is a new one. */
  menuChoice: z.strictObject({ number: z.int(), entry: z.enum(menuEntries) }).nullable(),
  update: Update,
});

/** What a token leaves outside its seal, for whom the vault does not open. */
const UnsealedSummary = z.strictObject({ institution: Institution, maskedUserId: z.string() });

export const State = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('starting'), view: View }),
  z.strictObject({
    status: z.literal('blocked'),
    view: View,
    code: z.enum(errorCodes),
    unsealed: z.array(UnsealedSummary),
    /** Nothing but new tokens will help: startAnew is offered. */
    final: z.boolean(),
  }),
  z.strictObject({
    status: z.literal('locked'),
    view: View,
    /** When the passcode can be tried again; null for at once. */
    retryAt: instant.nullable(),
    triesLeft: z.int().nonnegative(),
    /** Touch ID opens it too, by the customer's choice. */
    touchId: z.boolean(),
    unsealed: z.array(UnsealedSummary),
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
      /** `absent`: not on this PC. */
      touchId: z.enum(['absent', 'off', 'on']),
    }),
    /**
     * The link from the mail or from the bank's page that was opened last, until finishLink; a higher number is a
     * newer one. `ids` is null where it is not as a link has to be.
     */
    link: z
      .strictObject({
        number: z.int(),
        ids: z.strictObject({ serviceId: z.string(), userId: z.string() }).nullable(),
      })
      .nullable(),
    /** What the customer has to be told once about the vault. */
    notices: z.array(z.enum(errorCodes)),
    appVersion: z.string(),
  }),
]);

export type State = z.infer<typeof State>;
export type Ready = Extract<State, { status: 'ready' }>;
export type Blocked = Extract<State, { status: 'blocked' }>;
export type Locked = Extract<State, { status: 'locked' }>;
export type UnsealedSummary = z.infer<typeof UnsealedSummary>;
export type Token = z.infer<typeof Token>;
export type Bound = (typeof bindings)[number];
export type View = z.infer<typeof View>;
export type Update = z.infer<typeof Update>;
export type Settings = z.infer<typeof Settings>;
export type OpenToken = z.infer<typeof OpenToken>;
export type PendingActivation = z.infer<typeof PendingActivation>;
export type Institution = z.infer<typeof Institution>;
export type Clock = z.infer<typeof Clock>;
export type WindowShape = (typeof windowShapes)[number];
export type Localized = z.infer<typeof Localized>;
