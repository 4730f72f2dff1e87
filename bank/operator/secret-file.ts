/** A secret that a command needs comes from a file, for what stands on a command line every process of the machine can read. */
import { readFileSync } from 'node:fs';

export function firstLine(file: string): string {
  const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
  return line;
}
