/** Puts together what the app works with: vault and key store, directory and institutions, and the session on them. */
import * as electron from 'electron';
import { app, safeStorage, systemPreferences } from 'electron';
import type { BrowserWindow } from 'electron';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import type { CodeClipboard } from './adapters/desktop/clipboard.ts';
import type { Links } from './adapters/desktop/links.ts';
import { openDirectory } from './adapters/institution/directory.ts';
import { openHttp } from './adapters/institution/http.ts';
import { connectInstitutions } from './adapters/institution/client.ts';
import type { NetworkSession } from './adapters/institution/network-session.ts';
import { prepareFolder } from './adapters/files/paths.ts';
import { openKeyStore } from './adapters/vault/keys/key-store.ts';
import { unsealedSummaryIn } from './adapters/vault/unsealed-summary.ts';
import { openWithLocalState } from './adapters/vault/keys/windows-local-state.ts';
import type { LocalState } from './adapters/vault/keys/windows-local-state.ts';
import { openManual } from './adapters/desktop/manual.ts';
import { printPage } from './adapters/desktop/print.ts';
import { openTouchId } from './adapters/desktop/touch-id.ts';
import { openVault, startAnew } from './adapters/vault/vault.ts';
import { AppError } from '../shared/errors.ts';
import type { WindowShape } from '../shared/state.ts';
import { languageOf } from '../shared/language.ts';
import { diagnose } from './use-cases/diagnose.ts';
import type { Log } from './core/log.ts';
import { directoryRoots, directoryUrl, isRelease } from './build-flavour.ts';
import { announce } from './ipc.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import type { Policy } from './use-cases/policy/policy-table.ts';
import { toldOf } from './use-cases/policy/read-policy.ts';
import type { ReadPolicy } from './use-cases/policy/read-policy.ts';
import type { SettingsPart } from './use-cases/settings.ts';
import type { AppClock } from './use-cases/clock.ts';
import { createUpdates } from './use-cases/update/updates.ts';

function after(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}

/** Where the list is and who signs it. That of the policy's own signers is another list, and its numbers are its own. */
function listOf(
  { directoryRoots: signers, directoryUrl: url = directoryUrl }: Policy,
  folder: string,
) {
  const [roots, seenAs] = signers ? [signers, 'directory-own'] : [directoryRoots, 'directory'];
  return { url, roots, seenAs, cachePath: join(folder, `${seenAs}.jws`) };
}

/** After a start: by then the first code is on the screen, and the PC is free again. */
export const quietAfterMs = 1000;

export function compose(parts: {
  distFolder: string;
  folder: string;
  wallMs: () => number;
  monotonicMs: () => number;
  log: Log;
  clock: AppClock;
  settings: SettingsPart;
  clipboard: CodeClipboard;
  links: Links;
  network: NetworkSession;
  setByInstitution: ReadPolicy;
  localState: LocalState | null;
  window: BrowserWindow;
  takeShape: (shape: WindowShape) => void;
  pageRuns: Promise<void>;
}): Session {
  const { folder, wallMs, monotonicMs, log, clock, network, setByInstitution } = parts;
  const { policy } = setByInstitution;
  const { seenAs, ...list } = listOf(policy, folder);
  // A window that is closed has none any more, while the end of the app is still waited for.
  const { webContents } = parts.window;
  const http = openHttp({
    fetch: network.fetch,
    allowLoopback: !isRelease,
    timeoutMs: 20_000,
  });
  const directory = openDirectory({
    ...list,
    paths: [join(parts.distFolder, 'main', 'directory.jws')],
    http,
    now: clock.now,
    log,
  });
  const institutions = connectInstitutions({
    http,
    wallMs,
    monotonicMs,
    observeTime: clock.observe,
    app: { version: app.getVersion(), os: `${process.platform} ${release()}`.slice(0, 40) },
  });
  const language = () => languageOf(parts.settings.current().language, app.getLocale());
  const vault = {
    path: join(folder, 'vault.db'),
    // The system may ask the person before it gives the key, with the page there that says so.
    keyStore: openKeyStore(safeStorage, process.platform, { mayStop: parts.pageRuns }),
    now: wallMs,
    log,
    later(task: () => void) {
      setTimeout(() => {
        task();
        session.announce();
      }, quietAfterMs);
    },
  };

  const updateFolder = join(folder, 'update');
  const updates = createUpdates({
    ...parts,
    running: app.getVersion(),
    allowed: policy.updates ?? 'on',
    async openInstaller() {
      const { installerOfThisApp } = await import('./adapters/update/this-app.ts');
      return installerOfThisApp({ folder: updateFolder, network, allowLoopback: !isRelease });
    },
    clear: () => rm(updateFolder, { recursive: true, force: true }),
    release: directory.app,
    after,
    changed: () => session.announce(),
  });
  const view = () => ({ ...parts.settings.view(), update: updates.state() });

  const session = createSession({
    ...parts,
    settings: { ...parts.settings, view },
    updates,
    announce: (state) => announce(webContents, state, log),
    printPage: () => printPage(webContents, log),
    directory,
    directorySeenAs: seenAs,
    policy,
    institutions,
    async openStore() {
      // At each try: what stood in the way may be gone.
      const { refusal } = prepareFolder(folder, Date.now());
      if (refusal !== null) throw new AppError('data-unreachable', { cause: refusal });
      return openWithLocalState(parts.localState, () => openVault(vault));
    },
    startAnew: () => startAnew(vault),
    unsealed: () => unsealedSummaryIn(vault.path),
    restart() {
      app.relaunch();
      app.exit(0);
    },
    after,
    openLink: (url) => electron.shell.openExternal(url),
    openManual: () => openManual(process.resourcesPath, language(), electron.shell.openPath, log),
    diagnose: (state) =>
      diagnose(state, {
        async reachDirectory() {
          await directory.refresh();
          updates.look();
        },
        usesProxy: async () => (await network.resolveProxy(list.url)) !== 'DIRECT',
        directoryExpired: directory.expired,
        standing: updates.standing,
        codeOf: (error) => (error instanceof AppError ? error.code : 'internal'),
        clock: clock.state,
        policy: toldOf(setByInstitution),
        policyTrouble: setByInstitution.trouble,
        appVersion: app.getVersion(),
        platform: process.platform,
      }),
    touchId: openTouchId(systemPreferences, process.platform, language),
    randomId: () => randomBytes(16).toString('hex'),
    appVersion: app.getVersion(),
  });
  return session;
}
