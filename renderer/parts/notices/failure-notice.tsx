/** A refusal: what happened, what can be done, whom to call, and last its number for the telephone. */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Institution } from '../../../shared/state.ts';
import type { Failure } from '../../bridge.ts';
import { errorSentence } from '../../strings/error-text.ts';
import { useText } from '../../strings/use-text.ts';
import { Contact } from './contact.tsx';
import { Notice } from './notice.tsx';

/** Where only the institution can help further. */
const worthACall: ReadonlySet<ErrorCode> = new Set([
  'already-activated',
  'unproven-answer',
  'token-expired',
  'clock-in-doubt',
  'token-released',
  'record-unreadable',
  'institution-unlisted',
]);

type FailureNoticeProps = {
  failure: Failure;
  institution?: Institution | null;
  /** The screen has no input that E201 could speak of. */
  nothingTyped?: boolean;
};

export function FailureNotice(props: FailureNoticeProps) {
  const { failure, institution = null, nothingTyped = false } = props;
  const text = useText();
  const words = text.errors[failure.code];
  return (
    <Notice kind="error" error={failure}>
      <p>
        {nothingTyped && failure.code === 'offline'
          ? text.pending.offline
          : errorSentence(words, failure.facts)}
      </p>
      {words.steps.map((step) => (
        <p key={step}>{step}</p>
      ))}
      {institution !== null && worthACall.has(failure.code) && (
        <Contact institution={institution} />
      )}
    </Notice>
  );
}
