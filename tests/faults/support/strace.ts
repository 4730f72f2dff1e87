/** A program's writes to disk as strace saw them, in order; and disks as a power cut would leave them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export type Event =
  | { kind: 'write'; path: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; path: string; length: number }
  | { kind: 'sync'; path: string }
  | { kind: 'create' | 'unlink' | 'mkdir'; path: string }
  | { kind: 'link' | 'rename'; from: string; to: string }
  | { kind: 'said'; text: string };

const calls = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,link,unlink,rename,mkdir,lseek';

/** Runs a program under strace and returns what it did below `folder`, and what it said. */
export function recordWrites(folder: string, program: string[], logPath: string): Event[] {
  const args = ['-f', '-y', '-xx', '-s', '1000000', '-e', `trace=${calls}`, '-o', logPath];
  const { status, stderr } = spawnSync('strace', [...args, '--', ...program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return readLog(readFileSync(logPath, 'utf8'), folder);
}

/** strace cuts a call in two where another thread's falls between its begin and its end (strace(1), -f). */
function wholeCalls(log: string): string[] {
  const begun = new Map<string, string>();
  return log.split('\n').flatMap((line) => {
    const [, thread = ''] = /^(\d+)/.exec(line) ?? [];
    const [, begin] = /^(.*?)\s*<unfinished \.\.\.>$/.exec(line) ?? [];
    if (begin !== undefined) {
      begun.set(thread, begin);
      return [];
    }
    const [, rest] = /^\d+\s+<\.\.\. \w+ resumed>(.*)$/.exec(line) ?? [];
    return rest === undefined ? [line] : [`${begun.get(thread) ?? ''}${rest}`];
  });
}

const unhex = (text: string) => Buffer.from(text.replaceAll('\\x', ''), 'hex');

/** What the calls in strace's log did below `folder`, and what the program said, in the order in which they ended. */
export function readLog(log: string, folder: string): Event[] {
  /** Offsets of files that are written in sequence. */
  const ends = new Map<string, number>();
  const isInside = (path: string) => path.startsWith(`${folder}/`) || path === folder;
  return wholeCalls(log).flatMap((line): Event[] => {
    const call = /^\d+\s+(\w+)\((.*)\)\s+= (\d+)/.exec(line);
    if (call === null) return [];
    const [, name = '', args = '', result = ''] = call;
    const fd = /^(\d+)<([^>]*)>/.exec(args);
    const path = fd === null ? '' : unhexPath(fd[2] ?? '');
    const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) =>
      unhex(hex),
    );
    const [text = Buffer.alloc(0)] = strings;
    if (name === 'write' && fd?.[1] === '1') return [{ kind: 'said', text: text.toString() }];
    if (name === 'openat') {
      const opened = text.toString();
      if (!isInside(opened)) return [];
      ends.set(opened, 0);
      const events: Event[] = [];
      if (args.includes('O_CREAT')) events.push({ kind: 'create', path: opened });
      if (args.includes('O_TRUNC')) events.push({ kind: 'truncate', path: opened, length: 0 });
      return events;
    }
    const target = fd === null ? text.toString() : path;
    if (!isInside(target)) return [];
    switch (name) {
      case 'pwrite64':
        return [{ kind: 'write', path, offset: lastNumber(args), bytes: text }];
      case 'write': {
        const offset = ends.get(path) ?? 0;
        const bytes = text.subarray(0, Number(result));
        ends.set(path, offset + bytes.length);
        return [{ kind: 'write', path, offset, bytes }];
      }
      case 'fsync':
      case 'fdatasync':
        return [{ kind: 'sync', path }];
      case 'ftruncate':
        return [{ kind: 'truncate', path, length: lastNumber(args) }];
      case 'unlink':
      case 'mkdir':
        return [{ kind: name, path: target }];
      case 'link':
      case 'rename':
        return [{ kind: name, from: target, to: (strings[1] ?? text).toString() }];
      default:
        return [];
    }
  });
}

/** Paths of descriptors are hexadecimal in some versions of strace and plain in others. */
const unhexPath = (text: string) => (text.startsWith('\\x') ? unhex(text).toString() : text);

const lastNumber = (args: string) => Number(/(\d+)\s*$/.exec(args)?.[1] ?? 0);

type Inode = { durable: Buffer; now: Buffer; unsynced: ((bytes: Buffer) => Buffer)[] };
type Names = Map<string, Inode>;

/**
 * A disk that keeps what was synced, and of the rest whatever chance has written already: any of the
 * unsynced writes of a file in any order, torn at sectors of 512 bytes; of the changes of names as many
 * as were made first, as a journaling file system does. A new name lasts only when its folder was synced.
 */
export function createDisk() {
  const names: Names = new Map();
  const durableNames: Names = new Map();
  let unsyncedNames: ((names: Names) => void)[] = [];

  function inodeOf(path: string): Inode {
    const inode = names.get(path);
    if (inode === undefined) throw new Error(`no file ${basename(path)}`);
    return inode;
  }

  function rename(change: (names: Names) => void): void {
    change(names);
    unsyncedNames.push(change);
  }

  function alter(path: string, change: (bytes: Buffer) => Buffer): void {
    const inode = inodeOf(path);
    inode.now = change(inode.now);
    inode.unsynced.push(change);
  }

  return {
    do(event: Event): void {
      switch (event.kind) {
        case 'create': {
          if (names.has(event.path)) return;
          const inode: Inode = { durable: Buffer.alloc(0), now: Buffer.alloc(0), unsynced: [] };
          rename((in_) => in_.set(event.path, inode));
          return;
        }
        case 'write':
          alter(event.path, (bytes) => written(bytes, event.offset, event.bytes));
          // Torn: each sector is a write of its own.
          inodeOf(event.path).unsynced.pop();
          for (let at = 0; at < event.bytes.length; at += 512) {
            const sector = event.bytes.subarray(at, at + 512);
            inodeOf(event.path).unsynced.push((bytes) => written(bytes, event.offset + at, sector));
          }
          return;
        case 'truncate':
          alter(event.path, (bytes) => resized(bytes, event.length));
          return;
        case 'sync': {
          const inode = names.get(event.path);
          if (inode === undefined) {
            // A folder: every change of a name in it so far lasts.
            for (const change of unsyncedNames) change(durableNames);
            unsyncedNames = [];
            return;
          }
          inode.durable = inode.now;
          inode.unsynced = [];
          return;
        }
        case 'unlink':
          rename((in_) => in_.delete(event.path));
          return;
        case 'link':
          rename((in_) => {
            const inode = in_.get(event.from);
            if (inode !== undefined) in_.set(event.to, inode);
          });
          return;
        case 'rename':
          rename((in_) => {
            const inode = in_.get(event.from);
            if (inode === undefined) return;
            in_.delete(event.from);
            in_.set(event.to, inode);
          });
          return;
        case 'mkdir':
        case 'said':
      }
    },

    /** Writes the files as a power cut now might leave them into `to`, in the place of `from`. */
    cutPower(from: string, to: string, random: () => number): void {
      const left: Names = new Map(durableNames);
      const lasting = Math.floor(random() * (unsyncedNames.length + 1));
      for (const change of unsyncedNames.slice(0, lasting)) change(left);
      mkdirSync(to, { recursive: true });
      for (const [path, inode] of left) {
        const target = join(to, path.slice(from.length));
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, remains(inode, random));
      }
    },
  };
}

function remains(inode: Inode, random: () => number): Buffer {
  const share = random();
  const kept = inode.unsynced.filter(() => random() < share);
  const order = kept.map((change) => ({ change, place: random() }));
  return order
    .toSorted((a, b) => a.place - b.place)
    .reduce((bytes, { change }) => change(bytes), inode.durable);
}

function written(bytes: Buffer, offset: number, part: Buffer): Buffer {
  const result = Buffer.alloc(Math.max(bytes.length, offset + part.length));
  bytes.copy(result);
  part.copy(result, offset);
  return result;
}

function resized(bytes: Buffer, length: number): Buffer {
  return length <= bytes.length
    ? bytes.subarray(0, length)
    : written(bytes, length, Buffer.alloc(0));
}
