/** The institution's telephone number, from the signed directory and from nowhere else. */
import type { Institution } from '../../../shared/state.ts';
import { useText } from '../../strings/use-text.ts';
import { Name } from '../name.tsx';

export function Contact({ institution }: { institution: Institution }) {
  const text = useText();
  return (
    <div className="contact">
      <span className="name">
        <Name>{institution.name[text.directoryLanguage]}</Name>
      </span>
      <strong>
        <span className="for-readers">{text.telephone} </span>
        {institution.tel}
      </strong>
      {institution.hours[text.directoryLanguage] !== '' && (
        <span className="soft">{institution.hours[text.directoryLanguage]}</span>
      )}
    </div>
  );
}
