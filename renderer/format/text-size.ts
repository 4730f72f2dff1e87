import { textPercents } from '../../shared/limits.ts';

/** The sizes of text to choose from, in percent of the usual one. */
const percents = [textPercents.min, 125, 150, 175, 200, 250, textPercents.max];

/** One size up (1) or down (-1) from any size, as far as there are some. */
export function nextTextPercent(percent: number, step: 1 | -1): number {
  const beyond = percents.filter((each) => (step === 1 ? each > percent : each < percent));
  return beyond.at(step === 1 ? 0 : -1) ?? percent;
}
