/** A file that somebody names or writes by hand: what keeps it from being read is told in a sentence, and nothing of it is quoted. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { inBothLanguages } from './both-languages.ts';

type Words = {
  missing(file: string): string;
  folder(file: string): string;
  closed(file: string): string;
  /** `code` is the system's own, such as EIO. */
  failed(file: string, code: string): string;
  empty(file: string): string;
  /** `place` is the file, with line and column. */
  noJson(place: string): string;
};

const ja: Words = {
  missing: (file) => `${file} がありません。`,
  folder: (file) => `${file} はフォルダです。ファイルを指定してください。`,
  closed: (file) =>
    `${file} を読む権限がありません。持ち主とアクセス権を、実行する利用者に合わせてください。`,
  failed: (file, code) => `${file} を読めません（${code}）。`,
  empty: (file) => `${file} は空です。`,
  noJson: (place) => `${place}: JSON として読めません。引用符、コンマ、かっこをお確かめください。`,
};

const en: Words = {
  missing: (file) => `There is no ${file}.`,
  folder: (file) => `${file} is a folder: name a file.`,
  closed: (file) => `${file} may not be read by the user who runs this: see its owner and mode.`,
  failed: (file, code) => `${file} can't be read (${code}).`,
  empty: (file) => `${file} is empty.`,
  noJson: (place) => `${place}: This is no JSON: see quotes, commas and brackets.`,
};

export const fileWords = { ja, en, both: inBothLanguages(ja, en) };
export type FileWords = Words;

/** A sentence for whoever named the file. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

/** Of a file that an option names: each line of a FileFault says which. */
export function ofOption<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof FileFault)) throw cause;
    throw new FileFault(cause.message.replaceAll(/^/gm, `${option}: `), { cause });
  }
}

/** Throws a FileFault. */
export function readNamed(file: string, words = en): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new FileFault(whyUnread(file, cause, words), { cause });
  }
}

/** Throws the same, of a file that is too large to be read at once. */
export function refuseUnread(file: string, words = en): void {
  try {
    const open = openSync(file, 'r');
    try {
      readSync(open, Buffer.alloc(1));
    } finally {
      closeSync(open);
    }
  } catch (cause) {
    throw new FileFault(whyUnread(file, cause, words), { cause });
  }
}

/** As readNamed of text in UTF-8; throws the same where there is nothing in it. */
export function readNamedText(file: string, words = en): string {
  // Notepad begins with a byte order mark.
  const text = readNamed(file, words)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new FileFault(words.empty(file));
  return text;
}

/** As readNamedText of JSON; throws the same where it is none. */
export function readNamedJson(file: string, words = en): unknown {
  const text = readNamedText(file, words);
  try {
    return JSON.parse(text);
  } catch {
    // Without its cause, whose words quote what stands there.
    throw new FileFault(words.noJson(`${file}:${placeIn(text)}`));
  }
}

/** Line and column where it can't go on. */
function placeIn(text: string): string {
  const [, at] = /at position (\d+)/.exec(wrongIn(text)) ?? [];
  const before = text.slice(0, at === undefined ? unexpectedIn(text) : Number(at)).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** Of a token V8 says no place: it is behind the longest beginning that is wrong for want of an end alone. */
function unexpectedIn(text: string): number {
  let [right, wrong] = [0, text.length + 1];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (wrongIn(text.slice(0, middle)).startsWith('Unexpected token')) wrong = middle;
    else right = middle;
  }
  return wrong - 1;
}

function wrongIn(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

/** For what the system says by an error with a code. */
export function whyUnread(file: string, cause: unknown, words: Words): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return words.missing(file);
  if (code === 'EISDIR') return words.folder(file);
  if (code === 'EACCES' || code === 'EPERM') return words.closed(file);
  return words.failed(file, code);
}
