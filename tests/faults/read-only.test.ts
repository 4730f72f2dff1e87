/** A vault that can't be written to still gives its codes, and refuses what it could not keep. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentOfModel, emptyModel, makeChange, openIn, tokenId } from './support/model.ts';
import { faultPlace } from './support/scratch.ts';

/** Root writes where it may not, so the vault is given to somebody else: Debian's nobody. */
const nobody = { uid: 65_534, gid: 65_534 };
const reader = process.getuid?.() === 0 ? nobody : null;

const program = join(import.meta.dirname, 'support/reader.ts');

async function vaultOfReader(): Promise<string> {
  const folder = faultPlace();
  const vault = await openIn(folder);
  await makeChange(vault, emptyModel, { do: 'add', id: tokenId(1) });
  vault.close();
  if (reader !== null) {
    const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const path of [join(folder, '..'), folder, ...inside.map((name) => join(folder, name))]) {
      chownSync(path, reader.uid, reader.gid);
    }
  }
  return folder;
}

const token = { id: tokenId(1), state: 'stored', addition: '' };
const content = contentOfModel({ ...emptyModel, tokens: [token] });

test.each([
  ['the file', (folder: string) => chmodSync(join(folder, 'vault.db'), 0o400), true],
  [
    'the folder',
    (folder: string) => {
      // SQLite keeps an empty journal, and would write into that.
      rmSync(join(folder, 'vault.db-journal'), { force: true });
      chmodSync(folder, 0o500);
    },
    false,
  ],
])('with %s read-only codes work and a change is refused', async (_what, protect, readOnly) => {
  const folder = await vaultOfReader();
  protect(folder);
  const { stdout } = spawnSync(process.execPath, [program, folder], {
    encoding: 'utf8',
    ...reader,
  });
  expect(JSON.parse(stdout)).toEqual({ content, refusal: 'database-read-only', readOnly });
});

test('on a disk that can only be read codes work and a change is refused', async () => {
  const folder = await vaultOfReader();
  const script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" "$3" "$1"';
  // In a mount table of its own, which ends with it; an ordinary user may, as Chromium's sandbox needs.
  const args = ['-rm', 'sh', '-c', script, 'sh', folder, process.execPath, program];
  const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8', ...reader });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ content, refusal: 'database-read-only', readOnly: true });
});
