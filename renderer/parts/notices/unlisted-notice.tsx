/** Beside a code: its institution has left the vendor's list, since when, and whom to ask. */
import type { Institution } from '../../../shared/state.ts';
import { useText } from '../../strings/use-text.ts';
import { Contact } from './contact.tsx';
import { Notice } from './notice.tsx';

type UnlistedNoticeProps = { institution: Institution; since: number };

export function UnlistedNotice({ institution, since }: UnlistedNoticeProps) {
  const { code, date, directoryLanguage } = useText();
  return (
    <Notice kind="caution">
      <p>{code.unlisted(institution.name[directoryLanguage], date(since))}</p>
      <p>{code.unlistedAsk}</p>
      <Contact institution={institution} />
    </Notice>
  );
}
