/** What a release's files are called, and what the name says: for which system, in what form, signed or not. */
import * as z from 'zod';

const systems = { win: 'windows', mac: 'macos', linux: 'linux' } as const;
const processors = {
  x64: 'x64',
  amd64: 'x64',
  x86_64: 'x64',
  arm64: 'arm64',
  universal: 'any',
} as const;

/** A file for customers. `sha256` in hex, `bytes` its size, `signed` by what its system or its release knows of signatures. */
export const Artefact = z.strictObject({
  name: z.string(),
  system: z.enum(['windows', 'macos', 'linux']),
  processor: z.enum(['x64', 'arm64', 'any']),
  form: z.enum(['exe', 'msi', 'dmg', 'zip', 'AppImage', 'deb', 'tar.gz']),
  demo: z.boolean(),
  signed: z.boolean(),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Artefact = z.infer<typeof Artefact>;

/** For electron-builder, which fills in system, processor and ending. `packageName` is the brand's. */
export function artefactPattern(packageName: string, demo: boolean, signed: boolean): string {
  return `${packageName}-\${version}${demo ? '-demo' : ''}-\${os}-\${arch}${signed ? '' : '-unsigned'}.\${ext}`;
}

/** What `artefactPattern` says of a file, without its content; null for any other file. */
export function readArtefactName(
  name: string,
): (Omit<Artefact, 'bytes' | 'sha256'> & { version: string }) | null {
  const found =
    /^[a-z][a-z0-9-]*-(\d+\.\d+\.\d+)(-demo)?-(win|mac|linux)-(x64|amd64|x86_64|arm64|universal)(-unsigned)?\.(exe|msi|dmg|zip|AppImage|deb|tar\.gz)$/.exec(
      name,
    );
  if (found === null) return null;
  const [, version = '', demo, system, processor, unsigned, form] = found;
  return {
    name,
    version,
    system: systems[system as keyof typeof systems],
    processor: processors[processor as keyof typeof processors],
    form: form as Artefact['form'],
    demo: demo !== undefined,
    signed: unsigned === undefined,
  };
}

/**
 * Whether what is packaged on this system gets a signature: Authenticode or Developer ID where a
 * certificate is given. Linux knows none for a program; there the signed sums stand for it.
 */
export function isSigned(platform: string, env: Record<string, string | undefined>): boolean {
  if (platform === 'linux') return env['SUMS_ARE_SIGNED'] === 'true';
  return (env['CSC_LINK'] ?? '') !== '';
}
