/** What the page and the main process say to each other: the calls and their answers, and the state (state.ts). */
import * as z from 'zod';
import { errorCodes } from './errors.ts';
import type { ErrorCode, ErrorFacts } from './errors.ts';
import { maxMailCharacters, maxTokens, maxTypedCharacters } from './limits.ts';
import { Institution, Localized, Settings, State, id, windowShapes } from './state.ts';

/** Free text from the page is cut off long before it could hurt; its own rules are main's business. */
const text = z.string().max(maxTypedCharacters);

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
  'directoryUnreadable',
  'updatesOff',
  'updatesUnknown',
  'newest',
  'newerVersion',
  'versionTooOld',
  'policySet',
  'policyRefused',
  'policyUnreadable',
  'policyUnprotected',
] as const;

/** Of what an institution can set on a PC, in the order in which it is told (docs/policy.md). */
export const policyNames = [
  'directoryUrl',
  'directoryRoots',
  'updates',
  'passcodeRequired',
  'autoLockMinutes',
  'copyingAllowed',
  'readAloudAllowed',
  'language',
] as const;
export type PolicyName = (typeof policyNames)[number];

const ToldPolicy = z.strictObject({
  /** Of keys the value is how many. */
  members: z.array(
    z.strictObject({
      name: z.enum(policyNames),
      value: z.union([z.string(), z.int(), z.boolean()]),
    }),
  ),
  /** What was ignored. Null for a name that can't be shown. */
  problems: z.array(
    z.strictObject({ name: z.string().max(40).nullable(), kind: z.enum(['unknown', 'refused']) }),
  ),
});

const ActivationInput = z.strictObject({
  serviceId: text,
  userId: text,
  activationPassword: text,
});

/** What was found of each part, as codes for the page to word. */
const Diagnosis = z.strictObject({
  findings: z.array(
    z.strictObject({
      part: z.enum([
        'clock',
        'keyStore',
        'database',
        'network',
        'proxy',
        'directory',
        'updates',
        'policy',
      ]),
      mark: z.enum(['good', 'caution', 'bad']),
      /** The case within the part, `good` or not; each has its sentence in the page. */
      finding: z.enum(findings),
      code: z.enum(errorCodes).nullable(),
    }),
  ),
  /** What the institution has set on this PC; null where that is nothing. */
  policy: ToldPolicy.nullable(),
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
  unlockByTouchId: { input: z.void(), output: z.void() },
  lock: { input: z.void(), output: z.void() },
  /** Sets (current null), changes or removes (next null) the passcode. */
  changePasscode: {
    input: z.strictObject({ current: text.nullable(), next: text.nullable() }),
    output: z.void(),
  },

  /** With the vault unlocked and a passcode set. Asks for the finger before it is switched on. */
  chooseTouchId: { input: z.strictObject({ on: z.boolean() }), output: z.void() },

  /** Says, while the customer types, whose service ID it is and what keeps the form from being sent. */
  checkActivationInput: {
    input: ActivationInput,
    output: z.strictObject({
      institution: Institution.nullable(),
      /** The list of institutions is there, and this number is not in it. */
      isUnknown: z.boolean(),
      /** The fields that can't be sent as they are. */
      malformed: z.array(z.enum(['serviceId', 'userId', 'activationPassword'])),
    }),
  },
  /** The link of this number has been taken, or said no to. */
  finishLink: { input: z.strictObject({ number: z.int() }), output: z.void() },
  /** Finds both IDs in a pasted 「トークン発行のご案内」 mail: several pairs where more than one can be meant. */
  readMail: {
    input: z.strictObject({ text: z.string().max(maxMailCharacters) }),
    output: z.array(z.strictObject({ serviceId: z.string(), userId: z.string() })).max(maxTokens),
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
  /** The customer says that 利用開始 is done. */
  finishFirstUse: { input: z.strictObject({ tokenId: id }), output: z.void() },

  /** Final: the token's secret is gone. */
  removeToken: { input: z.strictObject({ tokenId: id }), output: z.void() },
  /** The order of the list from now on; ids that are missing keep their place behind. */
  orderTokens: { input: z.strictObject({ tokenIds: z.array(id).max(20) }), output: z.void() },

  openToken: { input: z.strictObject({ tokenId: id }), output: z.void() },
  closeToken: { input: z.void(), output: z.void() },
  copyCode: { input: z.void(), output: z.void() },
  /** The vendor's page about the newest version, by the signed list. Refused where it names none. */
  openReleaseNotes: { input: z.void(), output: z.void() },
  /** Fetches a newer version anew, after a failure. */
  fetchUpdate: { input: z.void(), output: z.void() },
  /** Restarts into the newer version that was fetched, as soon as nobody needs the app. */
  restartToUpdate: { input: z.void(), output: z.void() },
  /** Whether a screen that asks for a restart lies over the code; taking it away takes the restart back. */
  coverCode: { input: z.strictObject({ covered: z.boolean() }), output: z.void() },
  /** Opens the token's internet banking, by the directory's address, in the system's browser. */
  openBankSite: { input: z.strictObject({ tokenId: id }), output: z.void() },

  /** Opens the manual that came with the app, and no other file, in the system's program for it. */
  openManual: { input: z.void(), output: z.enum(['opened', 'missing', 'notOpened']) },
  /** Opens the system's dialog to print what is on the screen. */
  printPage: { input: z.void(), output: z.void() },

  /** The mini window while a code is shown in it, the full one otherwise. */
  takeShape: { input: z.strictObject({ shape: z.enum(windowShapes) }), output: z.void() },
  changeSettings: { input: Settings.partial(), output: z.void() },
  diagnose: { input: z.void(), output: Diagnosis },
} as const;

export type ToldPolicy = z.infer<typeof ToldPolicy>;
export type Diagnosis = z.infer<typeof Diagnosis>;

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
