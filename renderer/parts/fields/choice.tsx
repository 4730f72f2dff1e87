/** One of a few: radio buttons as large as buttons. */
import { useId } from 'react';

type ChoiceProps<T extends string> = {
  title: string;
  options: Record<T, string>;
  /** `''` before anything was chosen. */
  value: T | '';
  complaint?: string | undefined;
  onChoose: (value: T) => void;
};

export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { title, options, value, complaint, onChoose } = props;
  const name = useId();
  return (
    <fieldset
      className="choice"
      role="radiogroup"
      aria-invalid={complaint !== undefined}
      aria-describedby={complaint === undefined ? undefined : `${name}-complaint`}
    >
      <legend>{title}</legend>
      {(Object.entries(options) as [T, string][]).map(([option, label]) => (
        <label className="check" key={option}>
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChoose(option)}
          />
          <span>{label}</span>
        </label>
      ))}
      {complaint !== undefined && (
        <p id={`${name}-complaint`} className="complaint">
          {complaint}
        </p>
      )}
    </fieldset>
  );
}
