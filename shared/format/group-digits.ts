/** A number in the groups in which people read, compare and remember it: 123 456, 123 4567, 1234 5678. */
type Digit = { at: number; value: string };
export type DigitGroup = { at: number; digits: Digit[] };

/** Each digit with its place, which is what tells two equal ones apart. */
export function groupDigits(number: string): DigitGroup[] {
  const digits = number.split('').map((value, at) => ({ at, value }));
  const half = Math.floor(digits.length / 2);
  return [
    { at: 0, digits: digits.slice(0, half) },
    { at: half, digits: digits.slice(half) },
  ];
}

/** The same groups, each as it is written. */
export function digitGroups(number: string): string[] {
  return groupDigits(number).map(({ digits }) => digits.map(({ value }) => value).join(''));
}
