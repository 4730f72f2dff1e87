/** PostgreSQL from Debian's packages, as an ordinary user, with its data in a folder of its own. */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
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

/** A server on a port of this machine alone, started. `given` are settings of its own, as `fsync=off`. */
export async function makePostgres(given: readonly string[] = []): Promise<PostgresServer> {
  const [newest] = readdirSync(packages).toSorted((one, two) => Number(two) - Number(one));
  const bin = join(packages, newest ?? '', 'bin');
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), 'desktop-token-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = async (program: string, args: string[]) => {
    await runProgram(join(bin, program), args, { cwd: folder, ...user });
  };
  await run('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
  ]);
  // Last, so that nobody takes it meanwhile.
  const port = await ownPort();
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    '-c max_connections=300',
    ...given.map((setting) => `-c ${setting}`),
  ].join(' ');
  const server: PostgresServer = {
    pid: () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    urlOf: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    start: () =>
      run('pg_ctl', ['start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settings]),
    stop: (mode) => run('pg_ctl', ['stop', '-w', '-D', data, '-m', mode]),
    async remove() {
      try {
        await server.stop('immediate');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
  await server.start();
  return server;
}
