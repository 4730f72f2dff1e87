/** What an institution's administrator puts on this PC for as long as a trial takes: a policy, and a certificate that everybody trusts. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readBrand } from '../../build/package/brand.ts';
import { placesOf } from '../../electron/adapters/policy/policy-source.ts';
import type { Policy } from '../../electron/use-cases/policy/policy-table.ts';

type Values = Required<Pick<Policy, 'directoryUrl' | 'directoryRoots' | 'updates'>>;

/** Takes it away again. */
type Undo = () => void;

const places = placesOf(readBrand().names.appId);

/** Root's, or an administrator's of Windows. */
function run(command: string, ...args: string[]): void {
  const isRoot = process.platform === 'win32' || process.getuid?.() === 0;
  const [file, all] = isRoot ? [command, args] : ['sudo', ['-n', command, ...args]];
  execFileSync(file, all, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Throws Error where this PC has a policy of its own: nothing of somebody else's is written over. */
export function setPolicy(values: Values): Undo {
  if (process.platform === 'win32') return setInRegistry(values);
  const place = process.platform === 'darwin' ? places.profile : places.file;
  if (existsSync(place)) throw new Error(`${place} is there: this PC has a policy of its own.`);
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  const draft = join(folder, 'policy');
  writeFileSync(draft, JSON.stringify(values));
  if (process.platform === 'darwin') {
    execFileSync('plutil', ['-convert', 'binary1', draft]);
  }
  run('mkdir', '-p', dirname(place));
  run('install', '-m', '644', draft, place);
  rmSync(folder, { recursive: true });
  return () => {
    run('rm', place);
    // The folder of macOS is not ours.
    if (process.platform === 'linux') run('rmdir', dirname(place));
  };
}

function setInRegistry({ directoryUrl, directoryRoots, updates }: Values): Undo {
  const key = places.registry;
  const add = (name: string, type: string, data: string) =>
    run('reg', 'add', key, '/v', name, '/t', type, '/d', data, '/f', '/reg:64');
  add('directoryUrl', 'REG_SZ', directoryUrl);
  add('updates', 'REG_SZ', updates);
  // The lines of a list are divided by \0 in what reg.exe is told.
  add(
    'directoryRoots',
    'REG_MULTI_SZ',
    directoryRoots.map((root) => JSON.stringify(root)).join('\\0'),
  );
  return () => run('reg', 'delete', key, '/f', '/reg:64');
}

/** `name` as the certificate calls itself; `home` is the person's, in which Chromium on Linux looks. */
export function trustCertificate(file: string, name: string, home: string): Undo {
  if (process.platform === 'win32') {
    run('certutil', '-addstore', '-f', 'Root', file);
    return () => run('certutil', '-delstore', 'Root', name);
  }
  if (process.platform === 'darwin') {
    const keychain = '/Library/Keychains/System.keychain';
    run('security', 'add-trusted-cert', '-d', '-r', 'trustRoot', '-k', keychain, file);
    return () => run('security', 'delete-certificate', '-c', name, keychain);
  }
  const database = join(home, '.pki', 'nssdb');
  mkdirSync(database, { recursive: true, mode: 0o700 });
  const certutil = (...args: string[]) =>
    execFileSync('certutil', ['-d', `sql:${database}`, ...args]);
  certutil('-N', '--empty-password');
  certutil('-A', '-t', 'C,,', '-n', 'trial', '-i', file);
  const { uid, gid } = statSync(home);
  if (process.getuid?.() === 0) run('chown', '-R', `${uid}:${gid}`, join(home, '.pki'));
  return () => rmSync(join(home, '.pki'), { recursive: true });
}
