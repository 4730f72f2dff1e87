/**
 * `npm run release:before`: what customers of this system have now, as it was published last, into before/. Nothing is there where
 * nothing was published; then the smoke test of updates takes this version for it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/setup.mjs';

const folder = join(projectFolder, 'before');
const systems: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'win',
  darwin: 'mac',
  linux: 'linux',
};
const gh = (...args: string[]) =>
  execFileSync('gh', ['release', ...args], { encoding: 'utf8', cwd: projectFolder });

const only = ['--exclude-drafts', '--exclude-pre-releases', '--limit', '1', '--json', 'tagName'];
const [last] = JSON.parse(gh('list', ...only)) as { tagName: string }[];
if (last === undefined) console.log('No version was published before.');
else {
  gh('download', last.tagName, '--dir', folder, '--pattern', `*-${systems[process.platform]}-*`);
  console.log(`${last.tagName}:\n${readdirSync(folder).join('\n')}`);
}
