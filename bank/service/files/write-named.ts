/** A file or folder that somebody names to be written: what keeps it from being written is told in a sentence. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeFileDurably } from '../storage/durable-file.ts';
import { FileFault } from './named-file.ts';

type Words = {
  noFolder(folder: string): string;
  closed(folder: string): string;
  longName(file: string): string;
  full(folder: string): string;
  isFolder(file: string): string;
  /** `code` is the system's own, such as EIO. */
  unwritten(file: string, code: string): string;
};

const ja: Words = {
  noFolder: (folder) => `${folder} というフォルダはありません。先に作ってください。`,
  closed: (folder) =>
    `${folder} に書く権限がありません。持ち主とアクセス権を、実行する利用者に合わせてください。`,
  longName: (file) => `名前が長すぎます: ${file}`,
  full: (folder) => `${folder} のあるディスクがいっぱいです。`,
  isFolder: (file) => `${file} はフォルダです。ファイルを指定してください。`,
  unwritten: (file, code) => `${file} を書けません（${code}）。`,
};

const en: Words = {
  noFolder: (folder) => `There is no folder ${folder}: make it first.`,
  closed: (folder) =>
    `Nothing may be written in ${folder} by the user who runs this: see its owner and mode.`,
  longName: (file) => `The name is too long: ${file}`,
  full: (folder) => `The disk of ${folder} is full.`,
  isFolder: (file) => `${file} is a folder: name a file.`,
  unwritten: (file, code) => `${file} can't be written (${code}).`,
};

export const writeWords = { ja, en };
export type WriteWords = Words;

/** As writeFileDurably; throws a FileFault where the system lets it write nothing, and what `beforeNaming` throws as it is. */
export function writeNamed(
  file: string,
  content: string | Uint8Array,
  mode: number,
  { words = en, beforeNaming }: { words?: Words; beforeNaming?: () => void } = {},
): void {
  try {
    writeFileDurably(file, content, mode, beforeNaming);
  } catch (cause) {
    throw inWords(file, dirname(file), cause, words);
  }
}

/** As it stands, for what may be a device or a pipe too (`/dev/stdout`). Throws as writeNamed does. */
export function writeInPlace(file: string, content: string, words = en): void {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    throw inWords(file, dirname(file), cause, words);
  }
}

/** Before writeNamed, of what takes long or can't be taken back until then: throws the same, and leaves everything as it is. */
export function proveWritable(file: string, words = en): void {
  try {
    // A file that is there gives way to one that is written beside it: its own mode is no matter, the folder's is.
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) openForWriting(file);
    makeBeside(file);
  } catch (cause) {
    throw inWords(file, dirname(file), cause, words);
  }
}

/** The same before writeInPlace. */
export function proveWritableInPlace(file: string, words = en): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there === undefined) makeBeside(file);
    // At a device or a pipe somebody would notice.
    else if (there.isFile() || there.isDirectory()) openForWriting(file);
  } catch (cause) {
    throw inWords(file, dirname(file), cause, words);
  }
}

const openForWriting = (file: string) => closeSync(openSync(file, 'r+'));

function makeBeside(file: string): void {
  const beside = join(dirname(file), `${randomBytes(8).toString('hex')}.new`);
  closeSync(openSync(beside, 'wx', 0o600));
  unlinkSync(beside);
}

/**
 * With those above it, for its owner alone. Throws a FileFault. Node's own way (`recursive`) does not end where the
 * system makes none, as in /proc.
 */
export function makeNamedFolder(path: string, words = en): void {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new FileFault(words.noFolder(path));
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) {
    missing.unshift(folder);
  }
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (cause) {
      // Another process may have made it by now.
      if (!existsSync(folder)) throw inWords(folder, dirname(folder), cause, words);
    }
  }
}

function inWords(file: string, folder: string, cause: unknown, words: Words): unknown {
  // What the system refuses names its call; everything else is the caller's own.
  if (!(cause instanceof Error && 'syscall' in cause && 'code' in cause)) return cause;
  if (typeof cause.code !== 'string') return cause;
  return new FileFault(sentence(file, folder, cause.code, words), { cause });
}

function sentence(file: string, folder: string, code: string, words: Words): string {
  if (code === 'ENOENT' && existsSync(folder)) return words.closed(folder);
  if (code === 'ENOENT' || code === 'ENOTDIR') return words.noFolder(folder);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return words.closed(folder);
  if (code === 'ENAMETOOLONG') return words.longName(file);
  if (code === 'ENOSPC' || code === 'EDQUOT') return words.full(folder);
  if (code === 'EISDIR') return words.isFolder(file);
  return words.unwritten(file, code);
}
