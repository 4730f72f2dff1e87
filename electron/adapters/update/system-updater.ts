/**
 * electron-updater, told everything by the signed directory: it has no feed, no file of settings, no transport and no
 * number of its own for this PC. What it is here for are the systems' own checks and installers.
 */
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { AppImageUpdater } from 'electron-updater/out/AppImageUpdater.js';
import { MacUpdater } from 'electron-updater/out/MacUpdater.js';
import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
import { Provider } from 'electron-updater/out/providers/Provider.js';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { AppError } from '../../../shared/errors.ts';
import type { InstallerFile } from '../../use-cases/update/updates.ts';
import { replaceAppImage } from './app-image.ts';
import { fetchFile, isWhole } from './fetch-file.ts';
import type { FetchOptions } from './fetch-file.ts';
import type { Installation, Publishers } from './installation.ts';

export type ToSystem = {
  installation: Installation;
  folder: string;
  publishers: Publishers;
  fetching: FetchOptions;
  appName: string;
  appVersion: string;
  /** Ends the app; with a program, that is started after it. */
  quit: (next?: string) => void;
};

export type SystemUpdater = ReturnType<typeof openSystemUpdater>;

export function openSystemUpdater(parts: ToSystem, file: InstallerFile) {
  const { installation, folder } = parts;
  const updater = newUpdater(installation, adapterOf(parts));
  /** Puts the file, proved, where the library wants it. */
  let download: (destination: string) => Promise<void> = () => Promise.resolve();
  let failure: Error | null = null;
  let path: string | null = null;

  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  Object.assign(updater, {
    httpExecutor: {
      async download(_url: URL, destination: string): Promise<void> {
        try {
          await download(destination);
        } catch (error) {
          failure = error instanceof Error ? error : new AppError('update-unreachable');
          throw failure;
        }
      },
    },
    // In place of app-update.yml, which lies outside what is signed, and of a number that would tell PCs apart.
    configOnDisk: known({
      updaterCacheDirName: basename(folder),
      publisherName: parts.publishers.windows,
    }),
    stagingUserIdPromise: known(''),
  });
  updater.setFeedURL({ provider: 'custom', updateProvider: providerOf(file) });

  return {
    /** Throws as fetchFile, and AppError('update-refused') where the system's own checks refuse it. */
    async fetch(received: (percent: number) => void, stop: AbortSignal): Promise<void> {
      download = async (destination) => {
        const whole = join(folder, 'whole');
        await fetchFile(file, whole, parts.fetching, received, stop);
        await rename(whole, destination);
      };
      try {
        const found = await updater.checkForUpdates();
        if (found?.isUpdateAvailable !== true) throw new AppError('update-refused');
        path = (await updater.downloadUpdate())[0] ?? null;
      } catch (error) {
        throw failure ?? asRefusal(error);
      }
    },

    /** The app ends by it. Throws AppError('update-not-installed'). */
    async install(): Promise<void> {
      if (path === null || !(await isWhole(file, path))) throw new AppError('update-not-installed');
      if (installation.kind === 'appImage') {
        // The library deletes the old one first, and gives the new one another name.
        await replaceAppImage(file, path, installation.place);
        parts.quit(installation.place);
        return;
      }
      await new Promise((_ends, reject) => {
        updater.once('error', (cause) => reject(new AppError('update-not-installed', { cause })));
        updater.quitAndInstall(true, true);
      });
    },
  };
}

type Adapter = ConstructorParameters<typeof NsisUpdater>[1];

function newUpdater({ kind }: Installation, adapter: Adapter): AppUpdater {
  if (kind === 'nsis') return new NsisUpdater(null, adapter);
  return kind === 'macApp'
    ? new MacUpdater(undefined, adapter)
    : new AppImageUpdater(undefined, adapter);
}

function adapterOf({ folder, appName, appVersion, quit }: ToSystem): Adapter {
  return {
    version: appVersion,
    name: appName,
    isPackaged: true,
    appUpdateConfigPath: '',
    userDataPath: folder,
    baseCachePath: dirname(folder),
    whenReady: () => Promise.resolve(),
    relaunch: () => {},
    quit: () => quit(),
    onQuit: () => {},
  };
}

/** Name, size and sum of the one file there is come from the directory. */
function providerOf({ version, url, size, sha512 }: InstallerFile) {
  const info = { url, size, sha512 };
  const all: UpdateInfo = { version, files: [info], path: url, sha512, releaseDate: '' };
  return class DirectoryProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    getLatestVersion = () => Promise.resolve(all);
    resolveFiles = () => [{ url: new URL(url), info }];
  };
}

/** As the library keeps what it reads only once. */
const known = <T>(value: T) => ({ hasValue: true, value: Promise.resolve(value) });

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isRefusal = ['ERR_UPDATER_INVALID_SIGNATURE', 'ERR_CHECKSUM_MISMATCH'].includes(code);
  return new AppError(isRefusal ? 'update-refused' : 'update-unreachable', { cause: error });
}
