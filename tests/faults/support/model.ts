/** What a vault should hold after a row of changes, and the vault that is asked to do them. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyStore } from '../../../electron/adapters/vault/keys/key-store.ts';
import type { Log } from '../../../electron/core/log.ts';
import { openVault } from '../../../electron/adapters/vault/vault.ts';
import type { Vault } from '../../../electron/adapters/vault/vault.ts';
import { hotp } from '../../../electron/core/otp.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { attempt, tokenDetails } from '../../fakes/app/records.ts';

export type Change =
  | { do: 'add'; id: string }
  | { do: 'confirm'; id: string }
  | { do: 'rename'; id: string; addition: string }
  | { do: 'order'; ids: string[] }
  | { do: 'remove'; id: string }
  | { do: 'passcode'; next: string | null }
  | { do: 'setting'; value: number };

/** Tokens in their order, and what opens them. */
export type Model = {
  tokens: { id: string; state: string; addition: string }[];
  passcode: string | null;
  setting: number;
};

export const emptyModel: Model = { tokens: [], passcode: null, setting: 0 };
const passcodes = [null, '271828', '314159'];
const cost = { log2N: 4, r: 8, p: 1 };

export const tokenId = (number: number) =>
  createHash('sha256').update(`token ${number}`).digest('hex').slice(0, 32);
const attemptId = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32);
const secretOf = (id: string) =>
  createHash('sha256').update(`secret ${id}`).digest().subarray(0, 20);
export const codeOf = (secret: Uint8Array) => hotp(secret, 1, { algorithm: 'SHA1', digits: 8 });
export const rightCode = (id: string) => codeOf(secretOf(id));

/** A change that fits the model, picked by two numbers from 0 to 1. */
export function pickChange(model: Model, which: number, what: number, next: number): Change {
  const at = (from: number) => Math.floor(what * from);
  const token = model.tokens[at(model.tokens.length)];
  const kind = Math.floor(which * 10);
  if (token === undefined || (kind < 3 && model.tokens.length < 4)) {
    return { do: 'add', id: tokenId(next) };
  }
  if (kind < 5) return { do: 'confirm', id: token.id };
  if (kind < 6) return { do: 'rename', id: token.id, addition: `新しい${at(100)}` };
  if (kind < 7) return { do: 'order', ids: model.tokens.map(({ id }) => id).toReversed() };
  if (kind < 8) return { do: 'remove', id: token.id };
  if (kind < 9) return { do: 'passcode', next: passcodes[at(passcodes.length)] ?? null };
  return { do: 'setting', value: at(1000) };
}

export function applyChange(model: Model, change: Change): Model {
  const { tokens } = model;
  const edit = (id: string, edited: Partial<Model['tokens'][number]>): Model => ({
    ...model,
    tokens: tokens.map((token) => (token.id === id ? { ...token, ...edited } : token)),
  });
  switch (change.do) {
    case 'add':
      return { ...model, tokens: [...tokens, { id: change.id, state: 'stored', addition: '' }] };
    case 'confirm':
      return edit(change.id, { state: 'confirmed' });
    case 'rename':
      return edit(change.id, { addition: change.addition });
    case 'order':
      return {
        ...model,
        tokens: change.ids.flatMap((id) => tokens.find((each) => each.id === id) ?? []),
      };
    case 'remove':
      return { ...model, tokens: tokens.filter(({ id }) => id !== change.id) };
    case 'passcode':
      return { ...model, passcode: change.next };
    case 'setting':
      return { ...model, setting: change.value };
  }
}

export async function makeChange(vault: Vault, model: Model, change: Change): Promise<void> {
  switch (change.do) {
    case 'add': {
      const its = attempt({ id: attemptId(change.id) });
      vault.addAttempt(its);
      const token = { id: change.id, details: tokenDetails(), secret: secretOf(change.id) };
      vault.addToken(token, { ...its, state: 'confirming', tokenId: change.id }, 1);
      return;
    }
    case 'confirm':
      vault.updateToken(change.id, { state: 'confirmed' }, 2);
      vault.removeAttempt(attemptId(change.id));
      return;
    case 'rename':
      vault.updateToken(change.id, { details: { addition: change.addition } }, 2);
      return;
    case 'order':
      vault.orderTokens(change.ids);
      return;
    case 'remove':
      vault.removeToken(change.id);
      return;
    case 'passcode':
      await vault.lock.changePasscode(model.passcode, change.next);
      return;
    case 'setting':
      vault.changeSetting('any', change.value);
  }
}

/** The vault in a folder, with a key ring that is kept in a file beside it. */
export function openIn(folder: string, log: Log = () => 0): Promise<Vault> {
  const { safeStorage, ring } = fakeSafeStorage({ api: 'sync' });
  ring.key = ringKey(join(folder, '..', 'ring'));
  return openVault({
    path: join(folder, 'vault.db'),
    keyStore: openKeyStore(safeStorage, 'linux'),
    now: () => 1000,
    log,
    cost,
  });
}

function ringKey(path: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(path);
  } catch {
    // The first time.
    const key = createHash('md5').update('ring').digest();
    writeFileSync(path, key);
    return key;
  }
}

/** What the vault holds, as text that can be compared; a token whose code is wrong is called so. */
export function contentOf(vault: Vault): string {
  return JSON.stringify(
    vault.tokens().map(({ id, state, details }) => {
      const code = vault.withSecret(id, codeOf);
      const verdict = code === null || details === null ? 'unreadable' : code === rightCode(id);
      return [id, state, details?.addition ?? null, verdict];
    }),
  );
}

export const contentOfModel = (model: Model): string =>
  JSON.stringify(model.tokens.map(({ id, state, addition }) => [id, state, addition, true]));

/**
 * Opens what a fault has left and says what is wrong, or null. The change that was under way may have
 * happened or not; everything before it must be there.
 */
export async function verdictOn(
  folder: string,
  model: Model,
  underWay: Change | null,
): Promise<string | null> {
  const models = underWay === null ? [model] : [model, applyChange(model, underWay)];
  let vault: Vault | undefined;
  try {
    vault = await openIn(folder);
    if (vault.lock.isLocked()) await unlockWithOne(vault, models);
    const content = contentOf(vault);
    if (models.some((each) => contentOfModel(each) === content)) return null;
    return `${contentOfModel(model)} and ${JSON.stringify(underWay)} became ${content}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
  } finally {
    vault?.close();
  }
}

async function unlockWithOne(vault: Vault, models: Model[]): Promise<void> {
  let failure: unknown;
  for (const { passcode } of models) {
    if (passcode === null) continue;
    try {
      await vault.lock.unlock(passcode);
      return;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
