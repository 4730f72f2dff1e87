/** A box to check, and what is said where it has to be. */
import { useId } from 'react';

type CheckBoxProps = {
  label: string;
  checked: boolean;
  complaint?: string | undefined;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

export function CheckBox({ label, checked, complaint, disabled, onChange }: CheckBoxProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled === true}
          aria-invalid={complaint !== undefined}
          aria-describedby={complaint === undefined ? undefined : id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {complaint !== undefined && (
        <p id={id} className="complaint">
          {complaint}
        </p>
      )}
    </div>
  );
}
