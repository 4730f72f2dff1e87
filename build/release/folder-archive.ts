/** A folder as one file: the same bytes for the same content, whenever and wherever it is made. */
import { execFileSync } from 'node:child_process';

/** `date` in whole seconds since 1970. `inside` is what the folder is called in it. Needs GNU tar and gzip. */
export function archiveFolder(folder: string, file: string, inside: string, date: string): void {
  const program = ['--use-compress-program', 'gzip --no-name -6'];
  const same = ['--sort=name', `--mtime=@${date}`, '--owner=0', '--group=0', '--numeric-owner'];
  const content = ['--transform', `s,^\\.,${inside},`, '--directory', folder, '.'];
  const args = ['--create', '--file', file, ...program, ...same, ...content];
  execFileSync('tar', args, { stdio: 'inherit' });
}
