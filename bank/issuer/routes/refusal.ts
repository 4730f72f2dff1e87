/** Every "no" of the issuing server: a code of the protocol, with its HTTP status, to be signed and sent. */
import type { IssueEnd } from '../tokens/issue.ts';
import type { ProtocolErrorCode } from '../../../shared/protocol.ts';

export const refusalStatus = {
  'bad-request': 400,
  'wrong-credentials': 401,
  'issue-void': 423,
  'issue-expired': 410,
  'issue-ended': 410,
  'too-many-deliveries': 423,
  'already-activated': 409,
  'token-released': 410,
  'token-expired': 410,
  'key-retired': 409,
  'app-too-old': 426,
  'too-many-requests': 429,
  maintenance: 503,
} as const satisfies Record<ProtocolErrorCode, number>;

/** What is answered for an issue, by what ended it. `started` also stands for a delivery that a later one replaced. */
export const endedCodes = {
  started: 'already-activated',
  tries: 'issue-void',
  codes: 'issue-ended',
  operator: 'issue-ended',
  replaced: 'issue-ended',
  expired: 'issue-expired',
  released: 'token-released',
} as const satisfies Record<IssueEnd, ProtocolErrorCode>;

export type RefusalFacts = {
  attemptId?: string;
  triesLeft?: number;
  retryAfterSeconds?: number;
};

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProtocolErrorCode;
  readonly facts: RefusalFacts;

  constructor(code: ProtocolErrorCode, facts: RefusalFacts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
