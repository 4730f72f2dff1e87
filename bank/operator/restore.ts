/** The way back from a copy: both databases and the keys together. The bank must not be running. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuerStore } from '../issuer/storage/issuer-store.ts';
import { markPresentStepUsed } from '../issuer/tokens/clock-ahead.ts';
import { lastNumber } from '../service/storage/audit.ts';
import { runWork } from '../service/storage/database.ts';
import { replaceFiles } from '../service/storage/durable-file.ts';
import { keepLastEvent } from '../service/storage/recorded.ts';
import { bankStore } from '../storage/bank-store.ts';
import { filesToWrite, refuseWhereNoRoom, sizeOf } from './before-writing.ts';
import { Refused } from './in-words.ts';
import { copied, filesOf, inOneFileEach, sum, verify } from './copy.ts';
import { lockOrRefuse, withFiles } from './opened.ts';
import { operatorText as t } from './text.ts';

/** Puts the copy in the place of what is there, which is moved aside. */
export async function restore(
  dataDir: string,
  folder: string | undefined,
  source: string,
  now: () => number,
): Promise<string> {
  if (folder === undefined) throw new Refused(t.noFolder);
  const files = filesOf(folder);
  const unlock = lockOrRefuse(dataDir);
  // Made ready beside the data, so that what gets the data's name is whole.
  const ready = join(dataDir, `restoring-${now()}`);
  try {
    mkdirSync(ready, { mode: 0o700 });
    for (const file of files) copyFileSync(join(folder, file), join(ready, file));
    await verify(ready);
    await prepare(ready, source, now);
    // Another database's log beside it would be written into it.
    const alsoAside = [bankStore.file, issuerStore.file].flatMap((file) => [
      `${file}-wal`,
      `${file}-shm`,
    ]);
    const replaced = replaceFiles(dataDir, ready, copied, { alsoAside, at: now() });
    await withFiles(dataDir, now, ({ database, issuerDatabase }) => {
      keepLastEvent(dataDir, runWork(database, lastNumber()), bankStore);
      keepLastEvent(dataDir, runWork(issuerDatabase, lastNumber()), issuerStore);
    });
    return t.restored(replaced);
  } finally {
    rmSync(ready, { recursive: true, force: true });
    unlock();
  }
}

/** Says what would be put in the place of what. Checks the copy as `restore` does, on a copy of its own. */
export async function rehearseRestore(
  dataDir: string,
  folder: string | undefined,
): Promise<string> {
  if (folder === undefined) throw new Refused(t.noFolder);
  const files = filesOf(folder);
  const isThere = existsSync(dataDir);
  const unlock = isThere ? lockOrRefuse(dataDir) : () => undefined;
  const sizes = Object.fromEntries(files.map((file) => [file, sizeOf(join(folder, file))]));
  refuseWhereNoRoom(dataDir, sum(Object.values(sizes)));
  const checked = mkdtempSync(join(isThere ? dataDir : tmpdir(), 'checking-'));
  try {
    for (const file of files) copyFileSync(join(folder, file), join(checked, file));
    const tokens = await verify(checked);
    const replaced = copied.filter((file) => existsSync(join(dataDir, file)));
    return [
      ...filesToWrite(dataDir, sizes),
      t.wouldHold(tokens),
      ...replaced.map((file) => t.wouldMoveAside(join(dataDir, file), sizeOf(join(dataDir, file)))),
      ...(replaced.length === 0 ? [t.overwritesNothing] : []),
    ].join('\n');
  } finally {
    rmSync(checked, { recursive: true, force: true });
    unlock();
  }
}

/** A code that was taken after the copy was made is unknown to it: every present one counts as used. */
async function prepare(folder: string, source: string, now: () => number): Promise<void> {
  await withFiles(folder, now, ({ tenants, ...databases }) => {
    databases.issuerDatabase
      .transaction(() => {
        for (const { issuer } of tenants) {
          runWork(databases.issuerDatabase, markPresentStepUsed(issuer));
          const event = issuer.audit({ event: 'restored-by-operator', source });
          runWork(databases.issuerDatabase, event);
        }
      })
      .immediate();
    inOneFileEach(databases);
  });
}
