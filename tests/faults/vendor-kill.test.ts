/** The vendor's tool killed at each step of its writing: every file is the old one or the new one, and the command can be given again. */
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readVendor } from '../../build/package/vendor.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { signed, workshop, workshopIn } from '../fakes/vendor/tool.ts';
import type { Workshop } from '../fakes/vendor/tool.ts';
import { figure } from './support/scratch.ts';

const tool = join(import.meta.dirname, '../../build/vendor/vendor.ts');

/** Runs it, dead at the n-th of these calls of the system. Whether it was cut off. */
function isKilled({ folder }: Workshop, command: string, call: string, step: number): boolean {
  const inject = `inject=${call}:signal=SIGKILL:when=${step}`;
  const args = ['-f', '-qq', '-e', `trace=${call}`, '-e', inject, '-o', '/dev/null', '--'];
  const words = [process.execPath, tool, ...command.split(' '), '--passphrase-file', 'pass'];
  const { status } = spawnSync('strace', [...args, ...words], {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C.UTF-8', VENDOR_FOLDER: folder },
  });
  return status !== 0;
}

/** Each time from the same beginning; two files are written, each flushed, named, and its folder flushed. */
function killEverywhere(start: Workshop, command: string, after: (shop: Workshop) => void): void {
  let kills = 0;
  for (const call of ['fsync', 'rename']) {
    for (let step = 1; ; step += 1) {
      const folder = temporaryFolder();
      cpSync(start.folder, folder, { recursive: true });
      const shop = workshopIn(folder);
      if (!isKilled(shop, command, call, step)) break;
      kills += 1;
      after(shop);
    }
  }
  figure(`vendor's tool killed at ${kills} steps of ${command.split(' ')[0]}`);
  expect(kills).toBe(6);
}

const numberIn = ({ run }: Workshop) =>
  Number(/number (\d+),/.exec(run('inspect directory.jws').out)?.[1]);

test('a signature: what is published is whole, and no two lists have one number', () => {
  const start = workshop();
  signed(start);
  const sign = 'sign directory.yaml --key present.jwe';
  killEverywhere(start, sign, (shop) => {
    const published = numberIn(shop);
    expect([1, 2]).toContain(published);
    shop.done(sign);
    expect(numberIn(shop)).toBeGreaterThan(published);
  });
});

test('a change of roots: there are two throughout, and the same command goes on', () => {
  const start = workshop();
  const [present, next] = readVendor(start.folder).roots;
  killEverywhere(start, 'rotate-root later.jwe', (shop) => {
    const [first] = readVendor(shop.folder).roots;
    expect([present, next]).toContainEqual(first);
    if (first?.kid === present?.kid) shop.done('rotate-root later.jwe');
    expect(shop.done('show-root next.jwe')).toContain('the present root');
    expect(shop.done('show-root later.jwe')).toContain('the next root');
  });
});

test('a new key: what is listed can be opened, and nothing of the old set is lost', () => {
  const start = workshop();
  const before = start.read('akagi.public.json');
  killEverywhere(start, 'rotate-key akagi.jwe encryption', (shop) => {
    const listed = shop.read('akagi.public.json');
    const held = shop.done('list-keys akagi.jwe');
    for (const [kid] of `${before}${listed}`.matchAll(/(?<="kid": ")[^"]+/g)) {
      expect(held).toContain(kid);
    }
  });
});
