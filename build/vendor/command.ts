/** What a command of the vendor's tool gets, and how it says no. */
import { FileFault, readNamed } from '../../bank/service/files/named-file.ts';
import { proveWritable, writeNamed } from '../../bank/service/files/write-named.ts';
import type { SecretReader } from './passphrase.ts';
import type { VendorText } from './text/ja.ts';

/** Every option there is; each command names those that it takes. */
export const optionTypes = {
  'at-once': { type: 'boolean' },
  demo: { type: 'boolean' },
  'directory-url': { type: 'string' },
  'download-url': { type: 'string' },
  first: { type: 'boolean' },
  from: { type: 'string' },
  json: { type: 'boolean' },
  key: { type: 'string' },
  'min-days': { type: 'string' },
  minimum: { type: 'string' },
  'notes-url': { type: 'string' },
  out: { type: 'string' },
  'passphrase-fd': { type: 'string' },
  'passphrase-file': { type: 'string' },
  published: { type: 'string' },
  vendor: { type: 'string' },
  without: { type: 'string', multiple: true },
  yes: { type: 'boolean' },
} as const;
export type OptionName = keyof typeof optionTypes;
export type Options = {
  [Name in OptionName]?:
    | ((typeof optionTypes)[Name] extends { multiple: true }
        ? string[]
        : (typeof optionTypes)[Name]['type'] extends 'boolean'
          ? boolean
          : string)
    | undefined;
};

export type Context = {
  t: VendorText;
  language: 'ja' | 'en';
  args: string[];
  options: Options;
  now: () => number;
  secret: SecretReader;
  /** What was asked for. */
  print: (text: string) => void;
  /** What to look after; the command goes on. */
  warn: (text: string) => void;
};

export type Command = {
  run: (context: Context) => Promise<void> | void;
  /** How many words stand behind its name, no more and no fewer. */
  takes: number;
  options: readonly OptionName[];
};

/** A sentence for whoever typed the command: nothing was done. Exit code 1. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** The same for a command that can't be understood. Exit code 2. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

/** Throws a Usage where it was not given. */
export function needed({ options, t }: Context, name: OptionName): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') throw new Usage(t.optionNeeded(name));
  return value;
}

/** Throws a Fault where it can't be read. */
export function readNeeded(path: string, t: VendorText): Buffer {
  try {
    return readNamed(path, t.file);
  } catch (cause) {
    throw cause instanceof FileFault ? new Fault(cause.message, { cause }) : cause;
  }
}

/** Before something is made that belongs into it. Throws a Fault where it can't be written. */
export function writableNeeded(path: string, t: VendorText): void {
  try {
    proveWritable(path, t.fileToWrite);
  } catch (cause) {
    throw cause instanceof FileFault ? new Fault(cause.message, { cause }) : cause;
  }
}

/** Whole or not at all; `beforeNaming` runs when all is on disk but has no name yet. Throws a Fault where it can't be written. */
export function writeNeeded(
  path: string,
  content: string,
  mode: number,
  t: VendorText,
  beforeNaming: () => void = () => undefined,
): void {
  try {
    writeNamed(path, content, mode, { words: t.fileToWrite, beforeNaming });
  } catch (cause) {
    throw cause instanceof FileFault ? new Fault(cause.message, { cause }) : cause;
  }
}

/** The n-th word behind the command's name; there are as many as it takes. */
export const word = ({ args }: Context, index: number): string => args[index] ?? '';
