/** What fetches a newer version of the app and puts it in the place of this one: null where somebody else does that. */
import type { AppRelease } from '../../../shared/protocol-values.ts';
import type { Installer } from '../../use-cases/update/updates.ts';
import type { Installation } from './installation.ts';
import { openSystemUpdater } from './system-updater.ts';
import type { SystemUpdater, ToSystem } from './system-updater.ts';

/** `folder` is its own: it holds what is being fetched. */
export function createInstaller(parts: ToSystem & { arch: string }): Installer | null {
  const platform = platformOf(parts.installation, parts.arch);
  if (platform === null) return null;
  let updater: SystemUpdater | null = null;

  return {
    platform,

    async fetch(file, received, stop): Promise<void> {
      updater = null;
      const opened = openSystemUpdater(parts, file);
      await opened.fetch(received, stop);
      stop.throwIfAborted();
      updater = opened;
    },

    async install(): Promise<void> {
      await updater?.install();
    },
  };
}

function platformOf({ kind }: Installation, arch: string): keyof AppRelease['platforms'] | null {
  if (kind === 'appImage') return 'linux-x64';
  if (kind === 'macApp') return 'darwin-universal';
  if (kind === 'nsis') return arch === 'arm64' ? 'win32-arm64' : 'win32-x64';
  return null;
}
