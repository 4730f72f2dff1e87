/** Whatever is wrong with the folder of the app's data, there is a window or the system’s own box, a number and what to do. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { activate, press, readCode, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { giveToUser, test, userDataOf } from '../support/launch.ts';
import { systemBox } from '../support/x-windows.ts';

const number = (page: Page, code: string) => page.getByText(new RegExp(`${code}$`));

async function expectUnreachable(page: Page): Promise<void> {
  await expect(screen(page, 'A18')).toBeVisible();
  await expect(number(page, 'E522')).toBeVisible();
  await expect(page.getByText('データの保存場所を読めないため')).toBeVisible();
}

test('a file in its place is said so, and when it is gone the app begins', async ({
  launch,
  home,
}) => {
  const folder = userDataOf(home);
  writeFileSync(folder, 'in the way');
  const { page } = await launch();
  await expectUnreachable(page);
  rmSync(folder);
  await press(page, 'もう一度試す');
  await expect(screen(page, 'A00')).toBeVisible();
});

test('a folder that can’t be made is said so, and when it can the app begins', async ({
  launch,
  home,
}) => {
  const parent = dirname(userDataOf(home));
  chmodSync(parent, 0o500);
  const { page } = await launch();
  await expectUnreachable(page);
  chmodSync(parent, 0o700);
  await press(page, 'もう一度試す');
  await expect(screen(page, 'A00')).toBeVisible();
});

test('where nothing at all can be written a box says so with a number, and the app ends when it is answered', async ({
  run,
  home,
}) => {
  // Neither its own folder nor one for the time that it runs.
  mkdirSync(userDataOf(home), { mode: 0o555 });
  const ended = run({ env: { TMPDIR: '/nonexistent' } });
  const box = await systemBox();
  expect(box.title).toMatch(
    /^ワンタイムパスワードアプリ（見本）：開けませんでした \/ Desktop Token \(Sample\): Could not open（E900-\d+）$/,
  );
  box.close();
  expect(await ended).toBe(1);
});

if (process.platform === 'linux') {
  for (const [name, what] of [
    ['SingletonLock', 'folder'],
    ['SingletonSocket', 'folder'],
    ['Local State', 'pipe'],
    ['Preferences', 'pipe'],
  ] as const) {
    test(`a ${what} in the place of Chromium’s ${name} neither ends the start nor hangs it`, async ({
      launch,
      home,
    }) => {
      const folder = userDataOf(home);
      const path = join(folder, name);
      mkdirSync(folder, { mode: 0o700 });
      if (what === 'folder') mkdirSync(path);
      else execFileSync('mkfifo', [path]);
      for (const each of [folder, path]) giveToUser(each);
      const { page } = await launch();
      await expect(screen(page, 'A00')).toBeVisible();
    });
  }

  test('a folder on a disk that can only be read still gives its codes', async ({
    launch,
    home,
    bank,
    browser,
  }) => {
    const folder = userDataOf(home);
    const first = await launch({ directoryUrl: bank.directoryUrl });
    await activate(first.page, await issueToken(browser, bank.url));
    await first.close();
    const before = readdirSync(folder).toSorted();

    const through = join(home.path, 'on-read-only-disk.sh');
    writeFileSync(through, onReadOnlyDisk, { mode: 0o755 });
    const env = { READ_ONLY: folder };
    const { page } = await launch({ directoryUrl: bank.directoryUrl, through, env });
    await expect(number(page, 'E514')).toBeVisible();
    await press(page, '読みました');
    await expect(screen(page, 'A06')).toBeVisible();
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
    expect(readdirSync(folder).toSorted()).toEqual(before);
  });

  test('on a full disk with the folder of temporary files on it a box says so with a number, and nothing is lost', async ({
    launch,
    run,
    home,
    bank,
    browser,
  }) => {
    const folder = userDataOf(home);
    const first = await launch({ directoryUrl: bank.directoryUrl });
    await activate(first.page, await issueToken(browser, bank.url));
    await first.close();

    const through = join(home.path, 'on-full-disk.sh');
    writeFileSync(through, onFullDisk, { mode: 0o755 });
    const env = { FULL: `${folder}:${join(home.path, 'tmp')}` };
    const ended = run({ directoryUrl: bank.directoryUrl, through, env });
    const box = await systemBox();
    expect(box.title).toMatch(
      /^ワンタイムパスワードアプリ（見本）：空き容量が足りません \/ Desktop Token \(Sample\): The disk is full（E900-\d+）$/,
    );
    box.close();
    expect(await ended).toBe(1);

    const { page } = await launch({ directoryUrl: bank.directoryUrl });
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  });
}

// What belongs to somebody else can be made by root alone.
if (process.getuid?.() === 0) {
  test('a folder of somebody else’s is said so, and nothing in it is touched', async ({
    launch,
    home,
  }) => {
    const folder = userDataOf(home);
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'vault.db'), 'of somebody else');
    const { page } = await launch();
    await expectUnreachable(page);
    expect(readdirSync(folder)).toEqual(['vault.db']);
  });

  test('a folder that can only be read still gives its codes', async ({
    launch,
    home,
    bank,
    browser,
  }) => {
    const folder = userDataOf(home);
    const first = await launch({ directoryUrl: bank.directoryUrl });
    await activate(first.page, await issueToken(browser, bank.url));
    await first.close();
    giveToRoot(folder);
    const before = readdirSync(folder).toSorted();

    const { page } = await launch({ directoryUrl: bank.directoryUrl });
    await expect(number(page, 'E514')).toBeVisible();
    await press(page, '読みました');
    await expect(screen(page, 'A06')).toBeVisible();
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
    expect(readdirSync(folder).toSorted()).toEqual(before);
  });

  test('with a vault that only somebody else can read it says so', async ({ launch, home }) => {
    const first = await launch();
    await expect(screen(first.page, 'A00')).toBeVisible();
    await first.close();
    const vault = join(userDataOf(home), 'vault.db');
    chownSync(vault, 0, 0);
    chmodSync(vault, 0o600);
    const { page } = await launch();
    await expectUnreachable(page);
    expect(statSync(vault).uid).toBe(0);
  });
}

/**
 * A mount table of its own, which ends with the app: an ordinary user has one in a name space where it is root.
 * In the second one it is itself again, since Chromium does not run for root.
 */
const onReadOnlyDisk = `#!/bin/sh
user=$(id -u) group=$(id -g)
exec unshare --map-root-user --mount sh -c '
  user=$1 group=$2
  shift 2
  mount --bind "$READ_ONLY" "$READ_ONLY" && mount -o remount,ro,bind "$READ_ONLY"
  exec unshare --map-user="$user" --map-group="$group" "$APP" "$@"' sh "$user" "$group" "$@"
`;

/** What lies in these folders, on disks on which there is room for no byte and no name more. */
const onFullDisk = `#!/bin/sh
user=$(id -u) group=$(id -g)
exec unshare --map-root-user --mount sh -c '
  user=$1 group=$2
  shift 2
  IFS=:
  for folder in $FULL; do
    kept=$(mktemp -d "$HOME/kept-XXXXXX")
    cp -a "$folder/." "$kept" && mount -t tmpfs -o size=8m,nr_inodes=500 full "$folder" && cp -a "$kept/." "$folder"
    mkdir "$folder/full"
    dd if=/dev/zero of="$folder/full/0" bs=4k 2>/dev/null
    n=1
    while true >"$folder/full/$n"; do n=$((n + 1)); done 2>/dev/null
  done
  unset IFS
  exec unshare --map-user="$user" --map-group="$group" "$APP" "$@"' sh "$user" "$group" "$@"
`;

/** As it is on a disk that can only be read. */
function giveToRoot(folder: string): void {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const path = join(folder, name);
    lchownSync(path, 0, 0);
    const entry = statSync(path, { throwIfNoEntry: false });
    if (entry !== undefined) chmodSync(path, entry.isDirectory() ? 0o755 : 0o644);
  }
}
