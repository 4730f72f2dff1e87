/**
 * One file that runs the packaged app and tells it its own place, as an AppImage does: the tool that makes real ones comes from a
 * server that not every machine reaches.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const head = (program: string, offset: string) => `#!/bin/sh
APPIMAGE=$(readlink -f "$0"); export APPIMAGE
folder=$(mktemp -d)
tail -c +${offset} "$APPIMAGE" | tar -x -C "$folder"
"$folder/${program}" "$@"
status=$?
rm -rf "$folder"
exit $status
`;

/** Of the folder of a package, as `file`. */
export function makeStandIn(folder: string, program: string, file: string): void {
  const maxBuffer = 1024 ** 3;
  const content = execFileSync('tar', ['-c', '-C', folder, '.'], { maxBuffer });
  const offset = String(head(program, '0000').length + 1).padStart(4, '0');
  writeFileSync(file, Buffer.concat([Buffer.from(head(program, offset)), content]), {
    mode: 0o755,
  });
}
