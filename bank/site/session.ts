/** What is known of a customer who is logged in. */
import type { Application } from '../contract/issue.ts';
import type { TransferDraft } from '../customers/transfer.ts';
import type { ReturnName } from './entry-forms.ts';

export type Session = {
  customer: number;
  /** `otp`: the log-in password was right and the one-time password is still to come. */
  stage: 'otp' | 'in';
  /** Before this log-in. */
  lastLogInAt: number | null;
  /** Where the log-in leads back to. */
  returnTo: ReturnName | null;
  /** What was entered on one page and is confirmed on the next. */
  issueDraft: Application | null;
  transferDraft: TransferDraft | null;
  /** What was done last, for its page that says so; it is shown for nothing else. */
  done: 'issue' | 'start' | 'release' | 'transfer' | null;
  /** The one that `done` tells of. */
  lastTransfer: string | null;
  /** Of this session's forms, once there was one. */
  csrf: string | null;
};
