/** One of a few: radio buttons as large as buttons. */
import { useId } from 'react';

type ChoiceProps<T extends string> = {
  title: string;
  options: Record<T, string>;
  value: T;
  onChoose: (value: T) => void;
};

export function Choice<T extends string>({ title, options, value, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
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
    </fieldset>
  );
}
