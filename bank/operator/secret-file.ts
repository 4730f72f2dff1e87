/** A secret that a command needs comes from a file, for what stands on a command line every process of the machine can read. */
import { readFileSync } from 'node:fs';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

const shortestPassphrase = 12;

export function firstLine(file: string): string {
  const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
  return line;
}

/** Of a key container that is written. */
export function readPassphrase(file: string | undefined): string {
  if (file === undefined) throw new Refused(t.noPassphrase);
  const line = firstLine(file);
  if (line.length < shortestPassphrase) throw new Refused(t.shortPassphrase);
  return line;
}
