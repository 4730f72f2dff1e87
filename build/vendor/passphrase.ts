/** Secrets of whoever sits there: from a file, an open descriptor or the terminal, which shows nothing. Never from a word of the command. */
import { readFileSync } from 'node:fs';
import { Fault, Usage, readNeeded } from './command.ts';
import type { Options } from './command.ts';
import type { VendorText } from './text/ja.ts';

/** `isNew` asks for twelve characters or more, and twice where somebody types. */
export type SecretReader = (question: string, isNew?: boolean) => Promise<string>;

/** As the operator's commands have it. */
const minCharacters = 12;

export function secretReader(options: Options, t: VendorText): SecretReader {
  return async (question, isNew = false) => {
    const given = fromOptions(options, t);
    const secret = given ?? (await typed(question, t));
    if (secret === '') throw new Fault(t.emptySecret);
    if (isNew && Array.from(secret).length < minCharacters) throw new Fault(t.shortPassphrase);
    if (isNew && given === null && (await typed(t.again, t)) !== secret) {
      throw new Fault(t.notTheSame);
    }
    return secret;
  };
}

function fromOptions(options: Options, t: VendorText): string | null {
  const { 'passphrase-file': file, 'passphrase-fd': descriptor } = options;
  if (file !== undefined) return firstLine(readNeeded(file, t));
  if (descriptor === undefined) return null;
  if (!/^[0-9]{1,4}$/.test(descriptor)) throw new Usage(t.noDescriptor);
  try {
    return firstLine(readFileSync(Number(descriptor)));
  } catch (cause) {
    throw new Fault(t.noDescriptor, { cause });
  }
}

const firstLine = (bytes: Buffer): string => bytes.toString('utf8').split(/\r?\n/)[0] ?? '';

/** Each key goes to us and not to the screen. The question comes when that is so, and not before. */
async function typed(question: string, t: VendorText): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) throw new Usage(t.noPassphrase);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      let line: string[] = [];
      const stop = () => stdin.off('data', hear).pause();
      const hear = (text: string) => {
        for (const key of text) {
          if (key === '\r' || key === '\n' || key === '\u0004') {
            stop();
            return resolve(line.join(''));
          }
          if (key === '\u0003') {
            stop();
            return reject(new Fault(t.nothingDone));
          }
          line = key === '\u007F' || key === '\b' ? line.slice(0, -1) : [...line, key];
        }
      };
      stdin.on('data', hear).resume();
    });
  } finally {
    stdin.setRawMode(false);
    stderr.write('\n');
  }
}
