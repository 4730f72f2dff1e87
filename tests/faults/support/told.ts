/** From the lines of the driver to what a customer was told: the model so far, and what was under way. */
import { applyChange, emptyModel } from './model.ts';
import type { Change, Model } from './model.ts';

export type Line =
  | { said: 'ready' }
  | { said: 'begin' | 'done'; change: Change }
  | { said: 'failed'; change: Change; code: string };

export type Told = { model: Model; underWay: Change | null; failures: number };

export const nothingTold: Told = { model: emptyModel, underWay: null, failures: 0 };

export function readLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    // A line that was cut off was not said.
    return null;
  }
}

export function hear(told: Told, line: Line): Told {
  switch (line.said) {
    case 'ready':
      return told;
    case 'begin':
      return { ...told, underWay: line.change };
    case 'done':
      return { ...told, model: applyChange(told.model, line.change), underWay: null };
    case 'failed':
      // Told that it did not happen: from here on it must not have happened.
      return { ...told, underWay: null, failures: told.failures + 1 };
  }
}

export function hearAll(output: string): Told {
  return output.split('\n').reduce((told, text) => {
    const line = readLine(text);
    return line === null ? told : hear(told, line);
  }, nothingTold);
}
