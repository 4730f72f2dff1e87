/** What the system knows of the running app: its processes, what they were started with, what main has in memory. */
import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';

const entries = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function parentOf(pid: number): number | null {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    // It has ended since the list was made.
    return null;
  }
}

/** A process and everything that was started below it. */
export function familyOf(pid: number): number[] {
  const family = new Set([pid]);
  // A child may come before its parent in the list.
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const each of entries()) if (family.has(parentOf(each) ?? 0)) family.add(each);
  }
  return [...family];
}

/** Arguments and environment of a process, while it lives. */
export function startOf(pid: number): Buffer {
  return Buffer.concat(['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`)));
}

/** Every region of memory that the process can write to, as a core dump would hold it. */
export function* memoryOf(pid: number): Generator<Buffer> {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const region = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (region === null) continue;
      const [from = 0, to = 0] = region.slice(1).map((text) => Number.parseInt(text, 16));
      yield* regionOf(memory, from, to);
    }
  } finally {
    closeSync(memory);
  }
}

const chunkBytes = 2 ** 24;
/** Longer than any form of a secret, so that none falls between two chunks. */
const overlapBytes = 2 ** 12;

function* regionOf(memory: number, from: number, to: number): Generator<Buffer> {
  const chunk = Buffer.alloc(chunkBytes + overlapBytes);
  for (let at = from; at < to; at += chunkBytes) {
    try {
      const length = readSync(memory, chunk, 0, Math.min(chunk.length, to - at), at);
      yield chunk.subarray(0, length);
    } catch {
      // Reserved and never used: there is nothing to read.
    }
  }
}
