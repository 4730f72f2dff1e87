/** What is no file of ours in the place of one: nothing hangs, good copies are used, and nothing is thrown away. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { codeOf, id, outcome, vaultPlace } from '../../fakes/app/vault.ts';

type Put = (path: string) => unknown;
const folder: Put = (path) => mkdirSync(path);
const fullFolder: Put = (path) => mkdirSync(join(path, 'inside'), { recursive: true });
const text: Put = (path) => writeFileSync(path, 'hello');
const deadLink: Put = (path) => symlinkSync(`${path}-that-is-away`, path);
const loop: Put = (path) => symlinkSync(path, path);
const pipe: Put = (path) => spawnSync('mkfifo', [path]);
const socket: Put = (path) =>
  new Promise<void>((listening) => {
    const server = createServer().listen(path, listening);
    onTestFinished(() => void server.close());
  });

/** Windows has none of the others. */
const kinds: [string, Put][] = [
  ['a folder', folder],
  ['a folder with something in it', fullFolder],
  ...(process.platform === 'win32'
    ? []
    : ([
        ['a link to nowhere', deadLink],
        ['a link to itself', loop],
        ['a pipe', pipe],
        ['a socket', socket],
      ] satisfies [string, Put][])),
];

async function filledPlace() {
  const place = vaultPlace();
  await place.fill();
  return place;
}

async function obstruct(path: string, put: Put): Promise<void> {
  rmSync(path, { recursive: true, force: true });
  await put(path);
}

test.each(kinds)(
  'with %s in the place of vault.db the newest copy opens, and it is told',
  async (_what, put) => {
    const { path, open, quarantined } = await filledPlace();
    await obstruct(path, put);
    const vault = await open();
    expect([codeOf(vault), vault.notices()]).toEqual(['287082', ['restored-copy']]);
    expect(quarantined()).toContain('vault.db');
  },
);

test.each(kinds)(
  'with %s in its place and no copy it is damaged, and a new one can be made',
  async (_what, put) => {
    const { path, open, startAnew, forgetBackups, quarantined } = await filledPlace();
    forgetBackups();
    await obstruct(path, put);
    expect(await outcome(open())).toBe('database-damaged');
    await startAnew();
    expect((await open()).tokens()).toEqual([]);
    expect(quarantined()).toContain('vault.db');
  },
);

test.each(
  [
    'vault.db-journal',
    'vault.db-wal',
    'vault.db-shm',
    'vault.db.new',
    'vault.db.new-journal',
  ].flatMap((name) => kinds.map(([what, put]) => [what, name, put] as const)),
)(
  '%s as %s is put aside, and the vault opens as it was and keeps what is changed',
  async (_what, name, put) => {
    const place = await filledPlace();
    await obstruct(join(place.folder, name), put);
    const vault = await place.open();
    expect([codeOf(vault), vault.notices()]).toEqual(['287082', []]);
    vault.updateToken(id, { details: { addition: '本店用' } }, 2);
    vault.close();
    expect((await place.open()).tokens()[0]?.details?.addition).toBe('本店用');
  },
);

test.each([...kinds, ['a file', text] satisfies [string, Put]])(
  'with %s in the place of quarantine a broken vault still comes back',
  async (_what, put) => {
    const place = await filledPlace();
    await put(join(place.folder, 'quarantine'));
    writeFileSync(place.path, 'broken');
    const vault = await place.open();
    expect([codeOf(vault), vault.notices()]).toEqual(['287082', ['restored-copy']]);
  },
);

test.each([...kinds.slice(2), ['a file', text] satisfies [string, Put]])(
  'with %s in the place of backup copies are made all the same, and it is kept aside',
  async (_what, put) => {
    const place = await filledPlace();
    await obstruct(join(place.folder, 'backup'), put);
    const vault = await place.open();
    expect([codeOf(vault), vault.notices()]).toEqual(['287082', []]);
    expect(place.backups()).toEqual(['vault-2.db']);
    expect(place.quarantined()).toContain('backup');
  },
);

test.each(
  kinds.flatMap(([what, put]) =>
    ['vault-2.db', 'draft.db'].map((name) => [what, name, put] as const),
  ),
)(
  '%s as backup/%s hangs nothing: the copy before it is used, and new ones are made',
  async (_what, name, put) => {
    const place = await filledPlace();
    await obstruct(join(place.folder, 'backup', name), put);
    writeFileSync(place.path, 'broken');
    const vault = await place.open();
    expect(vault.notices()).toEqual(['restored-copy']);
    vault.changeSetting('any', 1);
    vault.changeSetting('any', 2);
    vault.close();
    writeFileSync(place.path, 'broken');
    expect((await place.open()).setting('any', z.number())).toBe(2);
  },
);

test('with no vault and a link to backups that are away, no new key is made', async () => {
  const place = await filledPlace();
  rmSync(place.path);
  const away = mkdtempSync(join(place.folder, 'away-'));
  const backups = join(place.folder, 'backup');
  renameSync(backups, join(away, 'backup'));
  symlinkSync(join(place.folder, 'not-mounted'), backups);
  expect(await outcome(place.open())).toBe('database-damaged');
  rmSync(backups);
  symlinkSync(join(away, 'backup'), backups);
  expect(codeOf(await place.open())).toBe('287082');
});

test('copies that can not be made are told, until one is made', async () => {
  const place = await filledPlace();
  place.forgetBackups();
  for (const name of ['backup', 'quarantine', 'quarantine-2', 'quarantine-3']) {
    writeFileSync(join(place.folder, name), 'in the way');
  }
  const vault = await place.open();
  expect([codeOf(vault), vault.notices()]).toEqual(['287082', ['copies-not-made']]);
  rmSync(join(place.folder, 'backup'));
  vault.changeSetting('any', 1);
  expect([vault.notices(), place.backups()]).toEqual([[], ['vault-3.db']]);
});
