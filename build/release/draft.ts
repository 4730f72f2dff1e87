/** `npm run release:draft`: release/files/ as a draft at the repository's host, for a person to look at and to publish. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../release/files');
const { version } = JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')) as {
  version: string;
};
const files = readdirSync(folder).map((name) => join(folder, name));
const notes = ['--notes-file', join(folder, 'NOTES.md')];
// Of this tag alone: a draft must not make one.
const args = ['release', 'create', `v${version}`, '--draft', '--verify-tag', '--title', version];
execFileSync('gh', [...args, ...notes, ...files], { stdio: 'inherit' });
