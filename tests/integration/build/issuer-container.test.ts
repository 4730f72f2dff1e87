/** The issuing service's container: built from its file and run by the commands that stand there, with podman. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { layBaseImage, npmCache } from '../../fakes/system/base-image.ts';
import { firstToken } from '../../fakes/system/visits.ts';
import { makeRoom, mayMakeRooms } from '../../fakes/system/room.ts';
import type { Room } from '../../fakes/system/room.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'build/package/issuer');
const file = readFileSync(join(folder, 'Containerfile'), 'utf8');

/** The words behind `podman <name>` in the file's first lines, with the one address that can be reached here. */
function documented(name: string): string[] {
  const whole = file.replaceAll(/\\\n#\s+/g, '');
  const [, line = ''] = new RegExp(`^#\\s+podman ${name} (.+)$`, 'm').exec(whole) ?? [];
  return line.replace('https://back-office.example.jp', 'http://127.0.0.1:8791').split(/\s+/);
}

// Not in every container may one make others, and nobody but root may make them so.
describe.skipIf(!mayMakeRooms)('the issuing service in a container', () => {
  let here: string;
  let room: Room;
  let store: string[];
  const leavings: (() => unknown)[] = [];
  const atTheEnd = (leave: () => unknown) => void leavings.unshift(leave);

  /** podman in a folder, with all that it keeps in the test's own. */
  function podman(at: string, ...args: string[]): Promise<string> {
    return room.run('sh', '-ec', 'cd "$0"; exec podman "$@"', at, ...store, ...args);
  }

  const state = async (what: string) =>
    (await podman(here, 'inspect', 'issuer', '--format', `{{.State.${what}}}`)).trim();

  beforeAll(async () => {
    here = temporaryFolder(atTheEnd);
    const networks = join(here, 'networks');
    const base = join(here, 'base');
    mkdirSync(networks);
    mkdirSync(base);
    store = ['--root', join(here, 'store'), '--runroot', join(here, 'run')];
    store.push('--tmpdir', join(here, 'tmp'), '--network-config-dir', networks);
    store.push('--cgroup-manager', 'cgroupfs', '--events-backend', 'none');
    // crun takes one kind of cgroups or the other, and what podman keeps beside its folders is nobody else's.
    const prepare = `! mountpoint -q /sys/fs/cgroup/unified || umount /sys/fs/cgroup/unified
      mount -t tmpfs none /run
      mount -t tmpfs none /dev/shm`;
    room = await makeRoom(prepare, atTheEnd);
    layBaseImage(base);
    const [, image = ''] = /^FROM (\S+)/m.exec(file) ?? [];
    const tar = join(here, 'base.tar');
    execFileSync('tar', ['-C', base, '-cf', tar, '.']);
    await podman(here, 'import', '--change', 'ENV=PATH=/usr/local/bin:/usr/bin:/bin', tar, image);

    const chroot = ['--isolation', 'chroot', '--volume', `${npmCache()}:/root/.npm:O`];
    await podman(root, 'build', ...chroot, ...documented('build'));

    const institutions = join(here, 'institutions.json');
    copyFileSync(join(folder, 'institutions.example.json'), institutions);
    const keys = join(here, 'keys.json');
    const main = built('issuer/main.js');
    const own = ['--institutions', institutions, '--key-file', keys];
    execFileSync(process.execPath, [main, 'make-keys', keys, ...own]);
    const publicKeys = execFileSync(process.execPath, [main, 'public-keys', 'sakura', ...own]);
    writeFileSync(join(here, 'public.json'), publicKeys);

    await podman(here, 'secret', ...documented('secret'));
    const quiet = ['--detach', '--name', 'issuer', '--network', 'none', '--cgroups', 'disabled'];
    // podman's own limits are above what root may have on some machines.
    quiet.push('--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024');
    await podman(here, 'run', ...quiet, ...documented('run'));
    const isReady = async () => (await podman(here, 'logs', 'issuer')).includes('issuer ready');
    await vi.waitUntil(isReady, { timeout: 30_000 });
  });

  afterAll(async () => {
    for (const leave of leavings) await leave();
  });

  test('runs as an ordinary user without any privilege, and writes nothing but its data', async () => {
    const within = (line: string) => podman(here, 'exec', 'issuer', 'sh', '-c', line);
    const status = await room.run('cat', `/proc/${await state('Pid')}/status`);
    expect(status).toMatch(/^Uid:(\t1000){4}$/m);
    expect(status).toMatch(/^Gid:(\t1000){4}$/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    for (const path of ['/new', '/service/new', '/etc/new']) {
      await expect(within(`: >> ${path}`)).rejects.toThrow('Read-only file system');
    }
    expect(await within('mkdir /data/new && echo written')).toBe('written\n');
  });

  test('is found healthy by the check that the image brings', async () => {
    await podman(here, 'healthcheck', 'run', 'issuer');
    expect(await state('Health.Status')).toBe('healthy');
  });

  test('issues a token, and takes its code', async () => {
    const make = ['main.js', 'add-client', 'sakura', 'banking', '/data/banking.json'];
    const own = ['--data', '/data', '--institutions', '/institutions.json'];
    await podman(here, 'exec', 'issuer', 'node', ...make, ...own);
    const data = await podman(
      here,
      'volume',
      'inspect',
      'issuer-data',
      '--format',
      '{{.Mountpoint}}',
    );
    const enter = ['--target', await state('Pid'), '--net', '--'];
    const network: Room = { run: (...words) => room.run('nsenter', ...enter, ...words) };
    const files = {
      institutions: join(here, 'institutions.json'),
      publicKeys: join(here, 'public.json'),
      clientKey: join(data.trim(), 'banking.json'),
    };
    expect(await firstToken(network, files, '4711')).toBe('accepted');
  });

  test('ends by itself when it is told to stop', async () => {
    await podman(here, 'stop', '--time', '60', 'issuer');
    expect(await state('ExitCode')).toBe('0');
    expect(await podman(here, 'logs', 'issuer')).toContain('end: SIGTERM');
  });
});
