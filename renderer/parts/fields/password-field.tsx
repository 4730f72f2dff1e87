/** A masked field of digits with an eye to look at them. */
import { useState } from 'react';
import { normalisePassword } from '../../format/normalise.ts';
import { useText } from '../../strings/use-text.ts';
import { Icon } from '../icon.tsx';
import { TextField } from './text-field.tsx';

type PasswordFieldProps = {
  label: string;
  hint?: string;
  complaint?: string | undefined;
  value: string;
  readOnly: boolean;
  firstFocus?: boolean | 'always';
  onValue: (value: string) => void;
};

export function PasswordField({
  label,
  hint,
  complaint,
  value,
  readOnly,
  firstFocus = false,
  onValue,
}: PasswordFieldProps) {
  const text = useText();
  const [visible, setVisible] = useState(false);
  const words = visible ? text.activation.hidePassword : text.activation.showPassword;
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      complaint={complaint}
      value={value}
      onValue={onValue}
      normalise={normalisePassword}
      type={visible ? 'text' : 'password'}
      inputMode="numeric"
      readOnly={readOnly}
      firstFocus={firstFocus}
    >
      <button
        type="button"
        className="eye"
        aria-label={words}
        title={words}
        onClick={() => setVisible(!visible)}
      >
        <Icon name={visible ? 'eye-off' : 'eye'} />
      </button>
    </TextField>
  );
}
