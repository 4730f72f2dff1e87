/** The one list of things that can go wrong. Inside they are names; on screen, with a sentence, they are the numbers. */
export const errorNumbers = {
  'wrong-credentials': 'E101',
  'issue-void': 'E102',
  'already-activated': 'E103',
  'too-many-tokens': 'E104',
  'unknown-service': 'E105',
  'issue-expired': 'E106',
  'directory-expired': 'E107',
  'bad-input': 'E108',
  'name-refused': 'E109',
  'token-missing': 'E110',
  'app-too-old': 'E111',
  'renewal-refused': 'E112',
  'too-many-deliveries': 'E113',
  'issue-ended': 'E114',
  'directory-unreadable': 'E115',
  'refused-otherwise': 'E116',
  'institution-unlisted': 'E117',
  'wrong-passcode': 'E121',
  'passcode-wait': 'E122',
  'passcode-refused': 'E123',
  'passcode-required': 'E124',
  'touch-id-refused': 'E125',
  'set-by-institution': 'E126',
  offline: 'E201',
  'unproven-answer': 'E202',
  busy: 'E203',
  'proxy-password': 'E204',
  'connection-unsafe': 'E205',
  'update-unreachable': 'E206',
  'update-refused': 'E207',
  'clock-far-off': 'E301',
  'clock-in-doubt': 'E302',
  'token-expired': 'E401',
  'token-released': 'E402',
  'key-store-absent': 'E501',
  'key-store-locked': 'E502',
  'key-store-changed': 'E503',
  'key-store-refused': 'E504',
  'key-store-hanging': 'E505',
  'database-damaged': 'E511',
  'database-newer': 'E512',
  'database-busy': 'E513',
  'database-read-only': 'E514',
  'disk-full': 'E515',
  'storage-failed': 'E516',
  'record-unreadable': 'E517',
  'older-copy': 'E518',
  'restored-copy': 'E519',
  'vault-locked': 'E520',
  'copies-not-made': 'E521',
  'data-unreachable': 'E522',
  'update-not-installed': 'E911',
  'bad-request': 'E901',
  internal: 'E900',
} as const;

export type ErrorCode = keyof typeof errorNumbers;

export const errorCodes = Object.keys(errorNumbers) as [ErrorCode, ...ErrorCode[]];

/** What a sentence may need to be complete. Numbers and instants only: never a secret, a name or an ID. */
export type ErrorFacts = {
  triesLeft?: number;
  retryAt?: number;
  /** What the PC's own clock says. */
  pcClockAt?: number;
};

/** What main goes by where the code alone does not tell. It never crosses. */
export type ErrorReason = 'key-retired' | 'unproved-refusal';

/** The only error that crosses a boundary. Its cause goes to the log in main and never further. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
  readonly reason: ErrorReason | null;

  constructor(
    code: ErrorCode,
    options: { cause?: unknown; facts?: ErrorFacts; reason?: ErrorReason } = {},
  ) {
    super(code, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.facts = options.facts ?? {};
    this.reason = options.reason ?? null;
  }
}
