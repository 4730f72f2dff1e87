/** Packages the app (which checks contents and fuses) and puts it where the ordinary user of the tests can read it. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { readBrand } from '../../../build/package/brand.ts';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { otherFolder, packageFolder } from './launch.ts';

/** A release is made of this one: the demo's is a sample, of which there is none. */
export const otherBrand = readBrand(otherFolder);

/** Throws, with what the command printed, where it can't be made or is not as it should be. */
export function makePackage(build: 'demo' | 'release', env: Record<string, string> = {}): void {
  const demo = ['build/package/package.ts'];
  // With the vendor's files the dry run of a release packages one.
  const args = build === 'release' ? ['build/release/release.ts', '--dry-run'] : demo;
  execFileSync(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const made = join(projectFolder, 'release', build, 'linux-unpacked');
  cpSync(made, packageFolder(build), { recursive: true });
}
