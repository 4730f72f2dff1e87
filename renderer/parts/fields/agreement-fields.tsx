/** The second half of A01 and A02: the activation password, and the terms with the box to agree to them. */
import type { Institution } from '../../../shared/state.ts';
import { useDoor } from '../../bridge.ts';
import { useText } from '../../strings/use-text.ts';
import { PracticeValues } from './practice-values.tsx';
import { TermsSummary } from '../terms-text.tsx';
import { ConfirmedInstitution } from './ids-fields.tsx';
import { CheckBox } from './check-box.tsx';
import { PasswordField } from './password-field.tsx';

type AgreementFieldsProps = {
  /** Whose password it is, where the IDs stand on another page. */
  institution: Institution | null;
  activationPassword: string;
  onActivationPassword: (typed: string) => void;
  agreed: boolean;
  onAgreed: (agreed: boolean) => void;
  complaints: { activationPassword: string | undefined; agreed: string | undefined };
  readOnly: boolean;
  firstFocus: boolean | 'always';
};

export function AgreementFields(props: AgreementFieldsProps) {
  const { activationPassword, onActivationPassword, agreed, onAgreed } = props;
  const { institution, complaints, readOnly, firstFocus } = props;
  const { activation } = useText();
  const { endPractice } = useDoor();
  return (
    <>
      {endPractice && <PracticeValues parts={['activationPassword']} />}
      <PasswordField
        label={activation.activationPassword}
        hint={activation.activationPasswordHint}
        complaint={complaints.activationPassword}
        value={activationPassword}
        readOnly={readOnly}
        firstFocus={firstFocus}
        onValue={onActivationPassword}
      />
      {institution && <ConfirmedInstitution institution={institution} />}
      <TermsSummary />
      <CheckBox
        label={activation.agree}
        checked={agreed}
        complaint={complaints.agreed}
        disabled={readOnly}
        onChange={onAgreed}
      />
    </>
  );
}
