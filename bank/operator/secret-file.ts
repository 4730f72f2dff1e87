/** A secret that a command needs comes from a file, for what stands on a command line every process of the machine can read. */
import { FileFault, fileWords, readNamed } from '../service/files/named-file.ts';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

const shortestPassphrase = 12;

export function firstLine(file: string): string {
  const [line = ''] = readOrRefuse(file).split(/\r?\n/);
  return line;
}

/** The text of a file that a command names. Throws a Refused where it can't be read. */
export function readOrRefuse(file: string): string {
  try {
    return readNamed(file, fileWords.both).toString('utf8');
  } catch (cause) {
    if (cause instanceof FileFault) throw new Refused(cause.message, { cause });
    throw cause;
  }
}

/** Of a key container that is written. */
export function readPassphrase(file: string | undefined): string {
  if (file === undefined) throw new Refused(t.noPassphrase);
  const line = firstLine(file);
  if (line.length < shortestPassphrase) throw new Refused(t.shortPassphrase);
  return line;
}
