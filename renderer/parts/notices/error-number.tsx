/** The small number of an error, for the telephone. `Notice` and `Dialog` put it last: words come first. */
import { errorNumbers } from '../../../shared/errors.ts';
import type { Failure } from '../../bridge.ts';
import { useText } from '../../strings/use-text.ts';

/** What of a failure is told by numbers. */
export type Numbered = Pick<Failure, 'code' | 'logNumber'>;

export function ErrorNumber({ code, logNumber }: Numbered) {
  const text = useText();
  return (
    <p className="error-number">
      {text.errorNumber(errorNumbers[code])}
      {logNumber !== undefined && `　${text.logNumber(logNumber)}`}
    </p>
  );
}
