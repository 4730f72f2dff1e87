/** A folder as a release leaves it, for the bank's download page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArtefacts } from '../../../build/release/manifest.ts';
import type { Manifest } from '../../../build/release/manifest.ts';
import { temporaryFolder } from '../folder.ts';

export const releaseFiles = [
  'desktop-token-1.2.3-win-x64.exe',
  'desktop-token-1.2.3-win-arm64.exe',
  'desktop-token-1.2.3-win-x64.msi',
  'desktop-token-1.2.3-mac-universal.dmg',
  'desktop-token-1.2.3-mac-universal.zip',
  'desktop-token-1.2.3-linux-amd64.deb',
];

/** As the release leaves it. */
export function releaseFolder(names: string[], changed: Partial<Manifest> = {}): string {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(join(folder, name), `content of ${name}`);
  const manifest = {
    product: 'Desktop Token',
    version: '1.2.3',
    releasedAt: Date.UTC(2026, 10, 26),
    publisher: { windows: 'Akagi Vendor K.K.', macos: 'Akagi Vendor K.K. (TEAM123456)' },
    sumsSigned: true,
    files: readArtefacts(folder, '1.2.3'),
    ...changed,
  } satisfies Manifest;
  writeFileSync(join(folder, 'release.json'), JSON.stringify(manifest));
  return folder;
}
