/** What a container file begins with, made of this machine's own files: no registry of images is asked. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const ask = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8' }).trim();

/** What `RUN` asks of the real one: a shell, what makes folders, Node, npm, and the user 1000. */
export function layBaseImage(root: string): void {
  const put = (from: string, to: string) => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    copyFileSync(from, join(root, to));
  };
  const node = join(root, 'usr/local/bin/node');
  mkdirSync(dirname(node), { recursive: true });
  try {
    linkSync(process.execPath, node);
  } catch {
    copyFileSync(process.execPath, node);
  }
  const programs = ['/bin/sh', '/bin/mkdir', '/bin/chown'];
  for (const program of programs) put(program, program);
  const libraries = [...programs, process.execPath].flatMap(
    (program) => ask('ldd', program).match(/\/\S+/g) ?? [],
  );
  for (const library of new Set(libraries)) put(library, library);
  layNpm(join(root, 'usr/local'));
  mkdirSync(join(root, 'etc'));
  const users = ['root:x:0:0::/root:/bin/sh', 'node:x:1000:1000::/home/node:/bin/sh'];
  writeFileSync(join(root, 'etc/passwd'), `${users.join('\n')}\n`);
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  for (const name of ['proc', 'sys', 'dev', 'run', 'root', 'tmp']) mkdirSync(join(root, name));
  chmodSync(join(root, 'tmp'), 0o1777);
}

/** The machine's npm, which takes from its cache what is there, as set-up has left it, and trusts whom this machine's does. */
function layNpm(prefix: string): void {
  const program = realpathSync(ask('sh', '-c', 'command -v npm'));
  cpSync(dirname(dirname(program)), join(prefix, 'lib/node_modules/npm'), { recursive: true });
  mkdirSync(join(prefix, 'etc'));
  writeFileSync(join(prefix, 'etc/npmrc'), 'prefer-offline=true\n');
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const trust = extra !== undefined && existsSync(extra);
  if (trust) copyFileSync(extra, join(prefix, 'etc/ca.pem'));
  const lines = [
    '#!/bin/sh',
    ...(trust ? ['export NODE_EXTRA_CA_CERTS=/usr/local/etc/ca.pem'] : []),
    'exec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"',
  ];
  writeFileSync(join(prefix, 'bin/npm'), `${lines.join('\n')}\n`, { mode: 0o755 });
}

/** Where npm keeps what it has fetched. */
export function npmCache(): string {
  const path = ask('npm', 'config', 'get', 'cache');
  mkdirSync(path, { recursive: true });
  return path;
}
