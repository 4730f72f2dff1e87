/** What the dry run of a release left, the key that signed its sums, and a second build of the same elsewhere and later. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { otherBrand } from './packaging.ts';

export const releaseFiles = join(projectFolder, 'release/files');

const pair = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
export const sumsKey = {
  privatePem: pair.privateKey,
  publicFile: join(releaseFiles, '../sums.pem'),
};

export const asarOf = {
  first: join(projectFolder, 'release/release/linux-unpacked/resources/app.asar'),
  twin: join(projectFolder, 'release/twin.asar'),
};

/** Of the same sources in another folder, each file of another date, by a clock that is a week ahead. */
export function makeTwin(vendorFolder: string, date: string): void {
  writeFileSync(sumsKey.publicFile, pair.publicKey);
  // On the disk of node_modules, whose files are not copied but linked.
  const folder = mkdtempSync(join(projectFolder, 'release/twin-'));
  const clock = mkdtempSync(join(tmpdir(), 'twin-clock-'));
  try {
    for (const name of sourcesIn(projectFolder)) {
      cpSync(join(projectFolder, name), join(folder, name));
      utimesSync(join(folder, name), 1e9, 1e9);
    }
    execFileSync('cp', ['-al', join(projectFolder, 'node_modules'), folder]);
    execFileSync(process.execPath, ['build/package/package.ts', '--release'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...weekAhead(clock),
        BRAND: otherBrand.folder,
        VENDOR_FOLDER: vendorFolder,
        SOURCE_DATE_EPOCH: date,
      },
    });
    cpSync(join(folder, 'release/release/linux-unpacked/resources/app.asar'), asarOf.twin);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(clock, { recursive: true });
  }
}

/** What is built from, as in a fresh clone: of docs/ the schemas are. */
function sourcesIn(root: string): string[] {
  const rooms = ['electron', 'renderer', 'shared', 'bank', 'build', 'docs'];
  const inside = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(root, join(parentPath, name))),
  );
  return [...inside, 'package.json', 'package-lock.json', 'tsconfig.json'];
}

/** For a process whose clock stands a week ahead: more, and the directory of the tests would be over. */
function weekAhead(folder: string): Record<string, string> {
  const library = join(folder, 'pc-clock.so');
  const source = join(import.meta.dirname, 'pc-clock.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source]);
  const setting = join(folder, 'pc-clock');
  const weekSeconds = 7 * 24 * 3600;
  writeFileSync(setting, Buffer.from(new Float64Array([weekSeconds, 0, 0, 0]).buffer));
  return { LD_PRELOAD: library, PC_CLOCK: setting };
}
