/** The app that runs, as something that a newer version takes the place of: loaded, with a large library, when there is one. */
import { app } from 'electron';
import type { Installer } from '../../use-cases/update/updates.ts';
import type { NetworkSession } from '../institution/network-session.ts';
import { askChromium } from './ask-chromium.ts';
import { findInstallation } from './installation.ts';
import type { Publishers } from './installation.ts';
import { createInstaller } from './installer.ts';

/** Who signs the installers of Windows and macOS: a newer version by anybody else is not taken there (build/targets.ts). */
declare const __PUBLISHERS__: Publishers;

/** `folder` is for what is fetched. Null where somebody else replaces the app. */
export function installerOfThisApp(parts: {
  folder: string;
  network: NetworkSession;
  allowLoopback: boolean;
}): Installer | null {
  const { folder, network, allowLoopback } = parts;
  const { platform, arch, env } = process;
  return createInstaller({
    folder,
    fetching: {
      fetch: (url, init) =>
        network.through((session) => askChromium(session, url, init), init.signal),
      allowLoopback,
    },
    installation: findInstallation({
      platform,
      arch,
      env,
      program: app.getPath('exe'),
      isPackaged: app.isPackaged,
      isInApplicationsFolder: () => app.isInApplicationsFolder(),
      publishers: __PUBLISHERS__,
    }),
    publishers: __PUBLISHERS__,
    appName: app.getName(),
    appVersion: app.getVersion(),
    arch,
    quit(next) {
      if (next !== undefined) app.relaunch({ execPath: next, args: [] });
      app.quit();
    },
  });
}
