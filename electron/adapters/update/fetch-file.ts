/**
 * One large file whose size and SHA-512 are known before: fetched in pieces that survive the end of the app, and put in
 * its place only when it is exactly that file. Nothing of what is sent tells who asks.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { storageError } from '../files/storage-error.ts';
import { followRedirects } from './follow-redirects.ts';
import type { Fetch } from './follow-redirects.ts';

export type KnownFile = { url: string; size: number; sha512: string };

export type FetchOptions = {
  fetch: Fetch;
  allowLoopback: boolean;
  /** A line that gives nothing for so long has broken off. */
  stallMs?: number;
  /** Bytes that are free where the file goes. */
  freeBytes?: (folder: string) => Promise<number>;
};

/** Left free for the vault, which must be able to write at any time. */
const spareBytes = 64 * 1024 * 1024;

/**
 * Beside `path` lies what has come so far, under a name made of the sum, so that it is gone on with tomorrow; what lies
 * there of another file is removed. Throws AppError: update-unreachable (tried again it goes on from there),
 * update-refused (what came is not that file: nothing of it stays), disk-full; `stop.reason` when stopped.
 */
export async function fetchFile(
  file: KnownFile,
  path: string,
  options: FetchOptions,
  received: (percent: number) => void,
  stop: AbortSignal,
): Promise<void> {
  const part = partOf(file, path);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await removeOthers(part);
    const wentOn = await receive(file, part, options, received, stop);
    if (!(await isWhole(file, part))) {
      // Of what lay there the disk may have lost something; of what has come in one go nothing.
      if (wentOn) await rm(part, { force: true });
      throw new AppError(wentOn ? 'update-unreachable' : 'update-refused');
    }
    await rename(part, path);
  } catch (error) {
    stop.throwIfAborted();
    const failure = asOurs(error);
    // A full disk is needed by what matters more.
    if (failure.code !== 'update-unreachable') await rm(part, { force: true }).catch(() => {});
    throw failure;
  }
}

/** Whether exactly this file lies there. */
export async function isWhole(file: KnownFile, path: string): Promise<boolean> {
  try {
    if ((await stat(path)).size !== file.size) return false;
    return (await hashOf(path)).digest('base64') === file.sha512;
  } catch {
    // Missing or unreadable: it is fetched again.
    return false;
  }
}

function partOf({ sha512 }: KnownFile, path: string): string {
  const name = createHash('sha256').update(sha512).digest('hex').slice(0, 16);
  return join(dirname(path), `${name}.part`);
}

async function removeOthers(part: string): Promise<void> {
  for (const name of await readdir(dirname(part))) {
    if (name.endsWith('.part') && name !== basename(part)) {
      await rm(join(dirname(part), name), { force: true });
    }
  }
}

/** Whether it went on with what was there. */
async function receive(
  file: KnownFile,
  part: string,
  options: FetchOptions,
  received: (percent: number) => void,
  stop: AbortSignal,
): Promise<boolean> {
  const there = await sizeOf(part);
  if (there >= file.size) return true;
  const free = await (options.freeBytes ?? freeBytesIn)(dirname(part));
  if (free < file.size - there + spareBytes) throw new AppError('disk-full');

  const line = openLine(options.stallMs ?? 60_000, stop);
  try {
    const headers: Record<string, string> = there === 0 ? {} : { range: `bytes=${there}-` };
    const asked: RequestInit = { headers, credentials: 'omit', cache: 'no-store' };
    const response = await followRedirects(file.url, { ...asked, signal: line.signal }, options);
    const from = startOf(response, there);
    if (from === null) {
      await rm(part);
      throw new AppError('update-unreachable', { cause: new Error('another range') });
    }
    refuseOtherSize(response, file.size - from);
    const handle = await open(part, from === 0 ? 'w' : 'a', 0o600);
    try {
      await writeBody(response, handle, { file, from, received, alive: line.alive });
      await handle.sync();
    } finally {
      await handle.close();
    }
    return from > 0;
  } finally {
    line.close();
  }
}

/** Where the answer begins: a server that knows no ranges sends it all. Null where that fits nothing that is here. */
function startOf(response: Response, there: number): number | null {
  if (response.status === 200) return 0;
  const range = /^bytes ([0-9]{1,12})-/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (response.status === 206 && Number(range) === there) return there;
  if (response.status === 206 || response.status === 416) return null;
  throw new AppError('update-unreachable', { cause: new Error(`status ${response.status}`) });
}

function refuseOtherSize({ headers }: Response, expected: number): void {
  const said = headers.get('content-length');
  if (said === null || headers.has('content-encoding')) return;
  if (Number(said) !== expected) throw new AppError('update-refused');
}

async function writeBody(
  { body }: Response,
  handle: FileHandle,
  to: {
    file: KnownFile;
    from: number;
    received: (percent: number) => void;
    alive: () => void;
  },
): Promise<void> {
  if (body === null) throw new AppError('update-unreachable');
  let length = to.from;
  let told = -1;
  const chunks: ReadableStream<Uint8Array> = body;
  for await (const chunk of chunks) {
    to.alive();
    length += chunk.length;
    if (length > to.file.size) throw new AppError('update-refused');
    await handle.writeFile(chunk);
    const percent = Math.floor((length / to.file.size) * 100);
    if (percent !== told) to.received(percent);
    told = percent;
  }
  if (length < to.file.size) throw new AppError('update-unreachable');
}

async function hashOf(path: string): Promise<Hash> {
  const hash = createHash('sha512');
  const bytes: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1024 * 1024 });
  for await (const chunk of bytes) hash.update(chunk);
  return hash;
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.size ?? 0;
}

async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Ends when told, and when nothing has come for too long. */
function openLine(stallMs: number, stop: AbortSignal) {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('stalled')), stallMs);
  return {
    signal: AbortSignal.any([stop, stalled.signal]),
    alive: () => void timer.refresh(),
    close: () => clearTimeout(timer),
  };
}

/** Anything but a full disk may be otherwise tomorrow. */
function asOurs(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFull = ['ENOSPC', 'EDQUOT'].includes(code);
  return isFull ? storageError(error) : new AppError('update-unreachable', { cause: error });
}
