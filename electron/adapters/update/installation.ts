/** How the app was put on this PC, as far as that says what can replace it. */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';

export type Publishers = {
  /** Names of the certificates, old and new, by which Windows' installers are signed; none where they are not. */
  windows: string[];
  /** Whether the app for macOS is signed: Squirrel.Mac replaces no other. */
  macos: boolean;
};

export type Installation =
  { kind: 'appImage'; place: string } | { kind: 'nsis' } | { kind: 'macApp' } | { kind: 'fixed' };

const fixed: Installation = { kind: 'fixed' };
const uninstaller = /^Uninstall .+\.exe$/;

/**
 * `fixed`: by an MSI, a deb or a folder that was unpacked, or where this person may not write: whoever put it there
 * replaces it. So does a build whose installers nobody signed, where the system would check a signature.
 */
export function findInstallation(parts: {
  platform: NodeJS.Platform;
  arch: string;
  env: NodeJS.ProcessEnv;
  /** Of the program that runs. */
  program: string;
  isPackaged: boolean;
  /** macOS alone: not in a mounted image, and not where the system has moved it for its own protection. */
  isInApplicationsFolder: () => boolean;
  publishers: Publishers;
}): Installation {
  const { platform, env, publishers } = parts;
  if (platform === 'linux') {
    const place = env['APPIMAGE'] ?? '';
    return parts.arch === 'x64' && isReplaceable(place) ? { kind: 'appImage', place } : fixed;
  }
  if (!parts.isPackaged) return fixed;
  if (platform === 'win32') {
    // NSIS puts it beside the program, an MSI does not.
    const isNsis = readdirSync(dirname(parts.program)).some((name) => uninstaller.test(name));
    return publishers.windows.length > 0 && isNsis ? { kind: 'nsis' } : fixed;
  }
  return platform === 'darwin' && publishers.macos && parts.isInApplicationsFolder()
    ? { kind: 'macApp' }
    : fixed;
}

function isReplaceable(place: string): boolean {
  try {
    if (!isAbsolute(place) || !statSync(place).isFile()) return false;
    accessSync(dirname(place), constants.W_OK);
    return true;
  } catch {
    // Not there, or somebody else's: it is not replaced.
    return false;
  }
}
