/** A number in two groups of equally wide digits, which a screen reader reads one by one. */
import { groupDigits } from '../../shared/format/group-digits.ts';

type DigitsProps = {
  value: string;
  label: string;
  /** Of the digits as they are read out. */
  id?: string;
};

export function Digits({ value, label, id }: DigitsProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element groups words without a meaning of its own
    <div className="digits" role="group" aria-label={label}>
      <span aria-hidden="true">
        {groupDigits(value).map(({ at, digits }) => (
          <span className="digit-group" key={at}>
            {digits.map((digit) => (
              <span className="digit" key={digit.at}>
                {digit.value}
              </span>
            ))}
          </span>
        ))}
      </span>
      <span className="for-readers" id={id}>
        {value.split('').join(' ')}
      </span>
    </div>
  );
}
