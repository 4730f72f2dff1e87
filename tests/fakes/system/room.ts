/** Mounts, cgroups and a network of a test's own: what is made there is nowhere else, and goes with the test. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const runProgram = promisify(execFile);

const probe = `mount -t tmpfs none /run
  mkdir /run/lower /run/upper /run/work /run/all
  mount -t overlay -o lowerdir=/run/lower,upperdir=/run/upper,workdir=/run/work none /run/all
  test -w /sys/fs/cgroup/cgroup.procs || test -w /sys/fs/cgroup/systemd/cgroup.procs`;

/** Only root may, and not in every container. */
export const mayMakeRooms =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'sh', '-ec', probe]).status === 0;

export type Room = {
  /** What a program says inside. Throws with its errors where it ends otherwise than well. */
  run(program: string, ...args: string[]): Promise<string>;
};

/** A program in the namespaces of the process with this number. */
export function inside(pid: number, flags: readonly string[]): Room {
  return {
    async run(program, ...args) {
      const entered = ['--target', String(pid), ...flags, '--', program, ...args];
      const { stdout } = await runProgram('nsenter', entered, { maxBuffer: 2 ** 24 });
      return stdout;
    },
  };
}

/**
 * A room with mounts and processes of its own, beginning with what `prepare` (shell) does to the mounts. All ends with the
 * tests, however they end. `later` says when it may go.
 */
export async function makeRoom(
  prepare: string,
  later: (remove: () => Promise<void>) => void,
): Promise<Room> {
  const bound = ['--pdeathsig', 'KILL', ...ownProcesses];
  // Whoever is first among processes has to see to the orphans, as bash does.
  const keeper = spawn('setpriv', [...bound, 'bash', '-ec', `${prepare}\necho made\nread -r _`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'exit');
  later(async () => {
    keeper.stdin.end();
    await ended;
  });
  await Promise.race([once(keeper.stdout, 'data'), ended]);
  const first = childOf(keeper.pid);
  if (first === undefined) throw new Error('no room was made');
  return inside(first, ['--mount', '--pid']);
}

/** What comes before a program that is to be the first of its processes, at mounts of its own. */
export const ownProcesses = ['unshare', '--mount', '--pid', '--mount-proc', '--kill-child'];

/** The number of a process's only child. */
export function childOf(parent: number | undefined): number | undefined {
  const path = `/proc/${parent}/task/${parent}/children`;
  const [child = ''] = existsSync(path) ? readFileSync(path, 'utf8').split(' ') : [];
  return child === '' ? undefined : Number(child);
}
