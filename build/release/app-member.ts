/** `app.json`: what the directory says of this version, ready for whoever signs the directory offline. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppRelease } from '../../shared/protocol-values.ts';
import type { Manifest } from './manifest.ts';

/** Where the files of a release will lie, its page, and the oldest version that is still wanted. */
export type Publication = { filesUrl: string; notesUrl: string; minimum: string };

/** Which file of a release replaces the app on which system: never what software distribution installs. */
const updating: { platform: keyof AppRelease['platforms']; fits: (file: Artefact) => boolean }[] = [
  { platform: 'win32-x64', fits: ({ form, processor }) => form === 'exe' && processor === 'x64' },
  {
    platform: 'win32-arm64',
    fits: ({ form, processor }) => form === 'exe' && processor === 'arm64',
  },
  {
    platform: 'darwin-universal',
    fits: ({ form, system }) => form === 'zip' && system === 'macos',
  },
  { platform: 'linux-x64', fits: ({ form }) => form === 'AppImage' },
];
type Artefact = Manifest['files'][number];

/** Throws where an address or the oldest version is not as the directory has to have it. */
export function appMember(
  folder: string,
  { version, releasedAt, files }: Pick<Manifest, 'version' | 'releasedAt' | 'files'>,
  { filesUrl, notesUrl, minimum }: Publication,
): AppRelease {
  const platforms: AppRelease['platforms'] = {};
  for (const { platform, fits } of updating) {
    const file = files.find((each) => !each.demo && fits(each));
    if (file === undefined) continue;
    const sha512 = createHash('sha512')
      .update(readFileSync(join(folder, file.name)))
      .digest('base64');
    platforms[platform] = { url: new URL(file.name, filesUrl).href, size: file.bytes, sha512 };
  }
  return AppRelease.parse({
    version,
    minimum,
    releasedAt: Math.floor(releasedAt / 1000),
    notesUrl,
    platforms,
  });
}
