/** Where the code may be typed, by the signed directory, and the way there. */
import type { Institution } from '../../../shared/state.ts';
import { useText } from '../../strings/use-text.ts';
import { Icon } from '../icon.tsx';
import { WebAddress } from './web-address.tsx';
import { Name } from '../name.tsx';

/** Without `onOpen` there is nothing to open, as while practising, or another button on the screen does it. */
type PurposeProps = { institution: Institution; onOpen: (() => void) | undefined };

export function Purpose({ institution, onOpen }: PurposeProps) {
  const { code, directoryLanguage } = useText();
  return (
    <div className="purpose">
      <Icon name="globe" />
      <p>
        <span className="soft">{code.purpose}</span>
        <strong className="token-name">
          <Name>{institution.name[directoryLanguage]}</Name>
        </strong>
        <span className="soft">
          <WebAddress url={institution.bankUrl} />
        </span>
      </p>
      {onOpen && (
        // Main opens it in the system's browser, by the directory's address; the page never leaves.
        <button type="button" className="secondary" aria-label={code.openSite} onClick={onOpen}>
          {code.open}
        </button>
      )}
    </div>
  );
}
