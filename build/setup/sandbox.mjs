/** Chromium's sandbox needs user namespaces, which Ubuntu (23.10 and later) keeps from programs it does not know. */
import { existsSync, readFileSync } from 'node:fs';
import { SetUpStopped } from './command.mjs';

const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/** The app never runs without its sandbox; loosening a system's security is for its owner to decide. */
export function requireSandbox() {
  if (!existsSync(setting) || readFileSync(setting, 'utf8').trim() === '0') return;
  throw new SetUpStopped(
    `この Linux では、アプリのサンドボックスが使えません。次を実行してから、もう一度お試しください（再起動で元に戻ります）。\n` +
      `This Linux keeps the app from making its sandbox. Run this first (a restart undoes it):\n\n` +
      `  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`,
  );
}
