/** A disk that is really full: file systems of a few pages, in a mount namespace of their own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from './support/model.ts';
import { amount, compiled, faultPlace, figure } from './support/scratch.ts';
import { hearAll } from './support/told.ts';

/** Mounts a disk of $1 KiB at $2, works on it, and copies what is left to $3: the disk ends with the namespace. */
const script = `
  mount -t tmpfs -o size="$1k" tmpfs "$2" || exit 75
  size=$1; disk=$2; left=$3; shift 3
  mkdir "$disk/vault" && "$@" 2>"$left.log"
  rm -rf "$left" && cp -a "$disk" "$left"`;

/** What the driver said on a disk of this size, and the folder as it left it. */
function onSmallDisk(kibibytes: number): { said: string; folder: string } {
  const disk = faultPlace();
  const left = join(disk, '..', 'left');
  mkdirSync(left);
  const driver = [
    process.execPath,
    join(import.meta.dirname, 'support/driver.ts'),
    join(disk, 'vault'),
  ];
  const namespace = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh'];
  const program = [String(kibibytes), disk, left, ...driver, '9', '158'];
  const { status, stdout, stderr } = spawnSync('unshare', [...namespace, ...program], {
    encoding: 'utf8',
    env: { ...process.env, ...compiled },
  });
  if (status !== 0) throw new Error(`no small disk to be had here: ${stderr}`);
  return { said: stdout, folder: join(left, 'vault') };
}

test(
  'on a disk of any size nothing is lost that was told to be stored',
  { timeout: 3_600_000 },
  async () => {
    const wrong: string[] = [];
    const told = { kept: 0, refused: 0 };
    let tried = 0;
    for (let size = 28; size <= 260; size += amount(32, 4)) {
      const { said, folder } = onSmallDisk(size);
      const heard = hearAll(said);
      tried += 1;
      told.kept += said.split('"done"').length - 1;
      told.refused += said.split('"code":"disk-full"').length - 1;
      expect(said.split('"code"').length).toBe(said.split('"code":"disk-full"').length);
      // With room again.
      const verdict = await verdictOn(folder, heard.model, heard.underWay);
      if (verdict !== null) wrong.push(`${size} KiB: ${verdict}`);
      rmSync(join(folder, '..', '..'), { recursive: true });
    }
    figure(`full disks of ${tried} sizes: ${JSON.stringify(told)}, wrong ${wrong.length}`);
    expect(wrong).toEqual([]);
    expect(told.kept).toBeGreaterThan(0);
    expect(told.refused).toBeGreaterThan(0);
  },
);
