/** What there is to download: the files of a release and the manifest among them (docs/release.md). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Log } from '../../service/log.ts';

const Download = z.object({
  /** No way out of the folder. */
  name: z.string().regex(/^[A-Za-z0-9][\w.-]{0,120}$/),
  system: z.enum(['windows', 'macos', 'linux']),
  processor: z.enum(['x64', 'arm64', 'any']),
  form: z.string(),
  demo: z.boolean(),
  signed: z.boolean(),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Download = z.infer<typeof Download>;
export type System = Download['system'];

const Release = z.object({
  /** Of the app, as systems show it. */
  product: z.string().min(1).max(60),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** Epoch milliseconds. */
  releasedAt: z.int().nonnegative(),
  publisher: z.object({ windows: z.string().nullable(), macos: z.string().nullable() }),
  files: z.array(Download),
});
/** Of the customer's manual, where it came with the release. */
const manualNames = { ja: 'manual.ja.pdf', en: 'manual.en.pdf' } as const;
export type Release = z.infer<typeof Release> & {
  manuals: { language: keyof typeof manualNames; name: string }[];
};

/** Read at each visit: a new release needs no restart. Null where there is none, or none that can be read. */
export function readRelease(folder: string | null, log: Log): Release | null {
  if (folder === null) return null;
  const file = join(folder, 'release.json');
  if (!existsSync(file)) return null;
  try {
    const release = Release.parse(JSON.parse(readFileSync(file, 'utf8')));
    // A file that is on its way, or was taken away, is not offered.
    const files = release.files.filter(({ name }) => existsSync(join(folder, name)));
    const manuals = (['ja', 'en'] as const)
      .map((language) => ({ language, name: manualNames[language] }))
      .filter(({ name }) => existsSync(join(folder, name)));
    return files.length === 0 ? null : { ...release, files, manuals };
  } catch (error) {
    log.error('release-unreadable', error);
    return null;
  }
}

/** By what the browser says of itself; null for a telephone and for what says nothing. */
export function systemOf(userAgent: string): System | null {
  if (/Android|iPhone|iPad|Mobile/.test(userAgent)) return null;
  if (userAgent.includes('Windows NT')) return 'windows';
  if (userAgent.includes('Macintosh')) return 'macos';
  return /Linux|X11/.test(userAgent) ? 'linux' : null;
}

/** What a person installs by hand comes first: most PCs are x64, and no browser says so. */
const order = ['exe/x64', 'dmg/any', 'deb/x64', 'AppImage/x64', 'tar.gz/x64'];

/** The one file for the button; null where there is none for that system. */
export function fileFor(release: Release, system: System): Download | null {
  const rank = ({ form, processor }: Download) => order.indexOf(`${form}/${processor}`);
  const [best] = release.files
    .filter((file) => file.system === system && rank(file) >= 0)
    .toSorted((a, b) => rank(a) - rank(b));
  return best ?? null;
}
