/** PostgreSQL from Debian's packages, as an ordinary user, with its data in a folder of its own. */
import { execFile, execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownPort } from '../port.ts';

export type PostgresServer = {
  urlOf(database: string): string;
  /** Of the postmaster, whose children do the work. */
  pid(): number;
  start(): Promise<void>;
  /** `immediate`: as if the power had gone, for its processes. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** With all that is in it. */
  remove(): Promise<void>;
};

const runProgram = promisify(execFile);
const packages = '/usr/lib/postgresql';

/** It refuses to be root's. */
function ordinaryUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

type Place = {
  folder: string;
  data: string;
  run(program: string, args: string[]): Promise<void>;
  /** A file in `data` that the server may take away again. */
  put(name: string): void;
};

function newPlace(): Place {
  const [newest] = readdirSync(packages).toSorted((one, two) => Number(two) - Number(one));
  const bin = join(packages, newest ?? '', 'bin');
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), 'desktop-token-postgres-'));
  const own = (path: string) => {
    if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
  };
  own(folder);
  const data = join(folder, 'data');
  return {
    folder,
    data,
    async run(program, args) {
      await runProgram(join(bin, program), args, { cwd: folder, ...user });
    },
    put(name) {
      writeFileSync(join(data, name), '');
      own(join(data, name));
    },
  };
}

/** A server on a port of this machine alone, started. `given` are settings of its own, as `fsync=off`. */
export async function makePostgres(given: readonly string[] = []): Promise<PostgresServer> {
  const place = newPlace();
  const from = ['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await place.run('initdb', ['-D', place.data, '-U', 'postgres', ...from]);
  return startIn(place, given);
}

export type BaseBackup = {
  /** As a standby, or to bring a moment back, on a port of its own; `given` says of whom, or which. */
  start(as: 'standby' | 'recovery', given: readonly string[]): Promise<PostgresServer>;
};

/** All that the server has, taken while it goes on. */
export async function takeBaseBackup(server: PostgresServer): Promise<BaseBackup> {
  const place = newPlace();
  const from = ['-d', server.urlOf('postgres'), '--checkpoint=fast', '--no-sync'];
  await place.run('pg_basebackup', ['-D', place.data, ...from]);
  return {
    start(as, given) {
      place.put(`${as}.signal`);
      return startIn(place, given);
    },
  };
}

async function startIn(
  { folder, data, run }: Place,
  given: readonly string[],
): Promise<PostgresServer> {
  // Last, so that nobody takes it meanwhile.
  const port = await ownPort();
  // By a shell.
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    '-c max_connections=300',
    ...given.map((setting) => `-c '${setting}'`),
  ].join(' ');
  const pidFile = join(data, 'postmaster.pid');
  const server: PostgresServer = {
    pid: () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]),
    urlOf: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    start: () =>
      run('pg_ctl', ['start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settings]),
    stop: (mode) => run('pg_ctl', ['stop', '-w', '-D', data, '-m', mode]),
    async remove() {
      try {
        if (existsSync(pidFile)) await server.stop('immediate');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
  await server.start();
  return server;
}
