/** Damage to the file: each byte, each length, journals of another time or place. No code is ever wrong. */
import Database from 'better-sqlite3';
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  applyChange,
  contentOf,
  emptyModel,
  makeChange,
  openIn,
  pickChange,
  tokenId,
  verdictOn,
} from './model.ts';
import type { Model } from './model.ts';
import { amount, faultPlace, figure } from './place.ts';
import { randomNumbers } from './random.ts';

const hours = 3_600_000;

/** A closed vault with a few tokens, a passcode or none, and its backups. */
async function filledVault(seed = 5): Promise<{ folder: string; model: Model; bytes: Buffer }> {
  const folder = faultPlace();
  const random = randomNumbers(seed);
  const vault = await openIn(folder);
  let model = emptyModel;
  for (let count = 0; count < 12; count += 1) {
    const change = pickChange(model, random(), random(), count);
    await makeChange(vault, model, change);
    model = applyChange(model, change);
  }
  if (model.passcode !== null) {
    const remove = { do: 'passcode', next: null } as const;
    await makeChange(vault, model, remove);
    model = applyChange(model, remove);
  }
  const last = { do: 'add', id: tokenId(99) } as const;
  await makeChange(vault, model, last);
  model = applyChange(model, last);
  vault.close();
  return { folder, model, bytes: readFileSync(join(folder, 'vault.db')) };
}

/** The vault as it was before the last damage. */
function copyOf(folder: string): string {
  const copy = join(folder, '..', 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}

test(
  'with a backup any flipped byte leaves every token usable',
  { timeout: 3 * hours },
  async () => {
    const { folder, model, bytes } = await filledVault();
    const every = amount(211, 1);
    const wrong: string[] = [];
    let tried = 0;
    for (let at = 0; at < bytes.length; at += every) {
      const copy = copyOf(folder);
      writeFileSync(join(copy, 'vault.db'), flipped(bytes, at));
      const verdict = await verdictOn(copy, model, null);
      if (verdict !== null) wrong.push(`byte ${at}: ${verdict}`);
      tried += 1;
    }
    figure(
      `flipped bytes with a backup: ${tried} of ${bytes.length}, not recovered ${wrong.length}`,
    );
    expect(wrong).toEqual([]);
  },
);

test('without a backup no flipped byte makes a wrong code', { timeout: 3 * hours }, async () => {
  const { folder, bytes } = await filledVault();
  rmSync(join(folder, 'backup'), { recursive: true });
  const every = amount(211, 1);
  const wrong: number[] = [];
  let tried = 0;
  let opened = 0;
  for (let at = 0; at < bytes.length; at += every) {
    const copy = copyOf(folder);
    writeFileSync(join(copy, 'vault.db'), flipped(bytes, at));
    tried += 1;
    const content = await contentIfItOpens(copy);
    if (content === null) continue;
    opened += 1;
    if (content.includes('false')) wrong.push(at);
  }
  figure(
    `flipped bytes without a backup: ${tried}, vault opened ${opened}, wrong codes ${wrong.length}`,
  );
  expect(wrong).toEqual([]);
  expect(opened).toBeGreaterThan(0);
});

async function contentIfItOpens(folder: string): Promise<string | null> {
  try {
    const vault = await openIn(folder);
    try {
      return contentOf(vault);
    } finally {
      vault.close();
    }
  } catch {
    // Refused with a code: what the other tests are about.
    return null;
  }
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

test('cut off at any 512 bytes, the vault comes back whole', { timeout: hours }, async () => {
  const { folder, model, bytes } = await filledVault();
  const wrong: string[] = [];
  let tried = 0;
  for (let length = 0; length < bytes.length; length += amount(4 * 512, 512)) {
    const copy = copyOf(folder);
    writeFileSync(join(copy, 'vault.db'), bytes.subarray(0, length));
    const verdict = await verdictOn(copy, model, null);
    if (verdict !== null) wrong.push(`${length} bytes: ${verdict}`);
    tried += 1;
  }
  figure(`truncations ${tried}, not recovered ${wrong.length}`);
  expect(wrong).toEqual([]);
});

/** A journal as a crash in the middle of a change leaves it, and the vault as it was then. */
function hotJournal(folder: string): Buffer {
  const path = join(folder, 'vault.db');
  const database = new Database(path);
  database.pragma('journal_mode = TRUNCATE');
  database.exec(
    'BEGIN IMMEDIATE; UPDATE token SET position = position + 1; PRAGMA cache_spill = 1',
  );
  // Page by page, so that the journal's header is on disk.
  database.pragma('cache_size = 1');
  database.exec('UPDATE token SET secret = randomblob(4000)');
  const journal = readFileSync(`${path}-journal`);
  database.exec('ROLLBACK');
  database.close();
  return journal;
}

test.each([
  ['a hot journal of its own', async (folder: string) => hotJournal(folder)],
  ['a journal of another vault', async () => hotJournal((await filledVault(9)).folder)],
  ['a journal of zeros', async () => Buffer.alloc(4096)],
  ['a text as its journal', async () => Buffer.from('hello '.repeat(900))],
  ['half a hot journal', async (folder: string) => hotJournal(folder).subarray(0, 1000)],
])('with %s beside it the vault holds what it held', async (_what, journalFor) => {
  const { folder, model } = await filledVault();
  const copy = copyOf(folder);
  const journal = await journalFor(copyOf(folder));
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, 'vault.db-journal'), journal);
  expect(await verdictOn(copy, model, null)).toBeNull();
});

test.each(['-wal', '-shm'])('a foreign %s beside it changes nothing', async (suffix) => {
  const { folder, model } = await filledVault();
  writeFileSync(join(folder, `vault.db${suffix}`), Buffer.alloc(32_768, 7));
  expect(await verdictOn(folder, model, null)).toBeNull();
});

test('while another program has the file it says so, and opens when that one is done', async () => {
  const { folder, model } = await filledVault();
  const other = new Database(join(folder, 'vault.db'));
  other.exec('BEGIN EXCLUSIVE');
  await expect(openIn(folder)).rejects.toThrow('database-busy');
  other.exec('ROLLBACK');
  other.close();
  expect(await verdictOn(folder, model, null)).toBeNull();
});

test('the vault of one folder in the place of another’s opens as what it is, told as older', async () => {
  const one = await filledVault(5);
  const other = await filledVault(6);
  writeFileSync(join(one.folder, 'vault.db'), other.bytes);
  expect(existsSync(join(one.folder, 'backup'))).toBe(true);
  expect(statSync(join(one.folder, 'vault.db')).size).toBe(other.bytes.length);
  expect(await verdictOn(one.folder, other.model, null)).toBeNull();
});
