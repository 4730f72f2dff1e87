/** One of a few: radio buttons as large as buttons. */
import { useId } from 'react';
import { useText } from '../../strings/use-text.ts';

type ChoiceProps<T extends string> = {
  title: string;
  options: Record<T, string>;
  /** `''` before anything was chosen. */
  value: T | '';
  complaint?: string | undefined;
  /** Set by the institution: what is chosen is seen, and can't be changed. */
  isBound?: boolean;
  onChoose: (value: T) => void;
};

export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { title, options, value, complaint, isBound, onChoose } = props;
  const { bound } = useText();
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
            disabled={isBound}
            onChange={() => onChoose(option)}
          />
          <span>{label}</span>
        </label>
      ))}
      {isBound && <p className="soft">{bound}</p>}
      {complaint !== undefined && (
        <p id={`${name}-complaint`} className="complaint">
          {complaint}
        </p>
      )}
    </fieldset>
  );
}
