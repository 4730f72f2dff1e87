/** A vault in a folder of its own, with a fake key ring, for tests that break things. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openKeyStore } from '../../../electron/adapters/vault/keys/key-store.ts';
import { openVault, startAnew } from '../../../electron/adapters/vault/vault.ts';
import { totp } from '../../../electron/core/otp.ts';
import { AppError } from '../../../shared/errors.ts';
import { temporaryFolder } from '../folder.ts';
import { fakeSafeStorage } from './key-store.ts';
import { attempt, rfcSecret, tokenDetails } from './records.ts';

export const id = 'b'.repeat(32);
export const otherId = 'c'.repeat(32);

/** Cheap, so that tests of what surrounds the passcode are quick. */
export const cheapCost = { log2N: 4, r: 8, p: 1 };

export function vaultPlace(api: 'sync' | 'async' = 'sync', cost = cheapCost) {
  const folder = temporaryFolder();
  const path = join(folder, 'vault.db');
  const { safeStorage, ring } = fakeSafeStorage({ api });
  const clock = { now: 1000 };
  const events: string[] = [];
  const ports = {
    path,
    keyStore: openKeyStore(safeStorage, 'linux'),
    now: () => clock.now,
    log: (event: string) => events.push(event),
    cost,
  };
  const open = async () => {
    const vault = await openVault(ports);
    onTestFinished(() => vault.close());
    return vault;
  };
  return {
    folder,
    path,
    safeStorage,
    ring,
    clock,
    events,
    open,
    startAnew: () => startAnew(ports),
    /** A vault with tokens in it, closed again. */
    async fill(ids = [id]) {
      const vault = await open();
      for (const each of ids) addToken(vault, each);
      vault.close();
    },
    digest: () => createHash('sha256').update(readFileSync(path)).digest('hex'),
    backups: () => listed(join(folder, 'backup')),
    forgetBackups: () => rmSync(join(folder, 'backup'), { recursive: true }),
    /** Everything that was put aside, as `name of the file`. */
    quarantined: () =>
      listed(join(folder, 'quarantine')).flatMap((each) =>
        listed(join(folder, 'quarantine', each)),
      ),
  };
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    // There is none yet.
    return [];
  }
}

/** The attempt that a token came of. */
export const attemptOf = (tokenId: string) => `a${tokenId.slice(1)}`;

export function addToken(vault: Awaited<ReturnType<typeof openVault>>, tokenId: string): void {
  const its = attempt({ id: attemptOf(tokenId) });
  vault.addAttempt(its);
  vault.addToken(
    { id: tokenId, details: tokenDetails(), secret: rfcSecret() },
    { ...its, state: 'confirming' },
    1,
  );
}

/** The code of RFC 4226's secret in the second minute is 287082. */
export const codeOf = (vault: Awaited<ReturnType<typeof openVault>>, tokenId = id) =>
  vault.withSecret(tokenId, (secret) =>
    totp(secret, 60_000, { algorithm: 'SHA1', digits: 6, periodSeconds: 60 }),
  );

export const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** Writes to the vault's file behind the app's back. */
export function tamper(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}
