/** systemd itself: this machine's programs, only read, and all else empty and in memory. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { childOf, inside, ownProcesses } from './room.ts';
import type { Room } from './room.ts';

const project = join(import.meta.dirname, '../../..');

export type Machine = Room & {
  /** Its network, with the files of the machine that the tests run on. */
  network: Room;
};

/**
 * One that is up, with nobody else in its network, the project in /project and its Node in /usr/bin/node. `later` says
 * when it may go.
 */
export async function startMachine(later: (remove: () => Promise<void>) => void): Promise<Machine> {
  const name = `desktop-token-${process.pid}`;
  // Two of them in one group would take each other's services for their own.
  const groups = ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', '/sys/fs/cgroup']
    .filter((path) => existsSync(join(path, 'cgroup.procs')))
    .map((path) => join(path, name));
  for (const path of groups) mkdirSync(path, { recursive: true });
  const options = ['--quiet', '--register=no', '--keep-unit', `--machine=${name}`];
  options.push('--directory=/', '--volatile=yes', '--private-network', '--console=pipe');
  options.push(`--bind-ro=${process.execPath}:/usr/bin/node`, `--bind-ro=${project}:/project`);
  options.push('--link-journal=no', '--boot');
  // What asks a person at a first start, and what waits for a network.
  const masked = ['systemd-firstboot', 'systemd-networkd-wait-online'];
  options.push('systemd.unit=basic.target');
  options.push(...masked.map((unit) => `systemd.mask=${unit}.service`));
  const enter = groups.map((path) => `echo 0 > ${path}/cgroup.procs`);
  // A place for its Node, where this machine has none, without a trace on the machine.
  const line = `${enter.join('\n')}
    mount -t tmpfs none /run
    mkdir /run/upper /run/work
    mount -t overlay -o lowerdir=/usr,upperdir=/run/upper,workdir=/run/work none /usr
    touch /usr/bin/node
    exec systemd-nspawn "$@"`;
  // In a room for processes too, which ends with the tests, however they end.
  const bound = ['--pdeathsig', 'KILL', ...ownProcesses];
  const container = spawn('setpriv', [...bound, 'sh', '-ec', line, 'sh', ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  container.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = once(container, 'exit');
  later(async () => {
    // The first process of that room: its end waits for all others.
    const nspawn = childOf(container.pid);
    if (nspawn !== undefined) process.kill(nspawn, 'SIGKILL');
    await ended;
    spawnSync('find', [...groups, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';']);
  });
  const up = async () => {
    const nspawn = childOf(container.pid);
    const first = childOf(nspawn);
    if (first === undefined) return undefined;
    const network = inside(first, ['--net']);
    const machine = inside(first, [
      '--mount',
      '--uts',
      '--ipc',
      '--net',
      '--pid',
      '--root',
      '--wd',
    ]);
    // It ends with an error where a unit of this machine's own has failed, which is no matter here.
    const answer = 'systemctl is-system-running || true';
    const state = await machine.run('sh', '-c', answer).catch(() => '');
    return /^(?:running|degraded)$/m.test(state) ? { ...machine, network } : undefined;
  };
  return vi.waitUntil(up, { timeout: 60_000 }).catch(() => {
    throw new Error(`systemd did not come up: ${said}`);
  });
}
