/**
 * On Windows safeStorage's key lives in `Local State`, a file of userData that Chromium rewrites: DPAPI
 * wraps it, and if the file is lost or damaged Chromium makes a new key and nothing sealed opens any more.
 * So a copy of the wrapped value is kept, and put back before Chromium reads the file.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import {
  copySynced,
  exists,
  moveIntoPlace,
  newQuarantine,
  writeSynced,
} from '../../files/durable-files.ts';
import { readSmallFile } from '../../files/small-file.ts';
import type { Log } from '../../../core/log.ts';

const maxBytes = 16 * 1024 * 1024;

type StateFile = { os_crypt?: { encrypted_key?: unknown } };
/** `wanted`: the vault did not open with the key that is in `Local State`, so this one is to be tried. */
type KeptKey = { encryptedKey: string; wanted: boolean };
/** As Chromium writes it: base64 of "DPAPI" and what DPAPI made. Nothing else is put in a key's place. */
const wrappedKey = /^RFBBUEk[A-Za-z0-9+/=]{100,10000}$/;

/** Nothing here may keep the app from opening: what can't be written is logged, and tried again another time. */
export function openLocalState(folder: string, now: () => number, log: Log) {
  const path = join(folder, 'Local State');
  const copyPath = join(folder, 'local-state-key.json');

  const stateFile = (): StateFile | null => {
    const { os_crypt, ...rest } = readMembers(path) ?? {};
    if (os_crypt === undefined) return rest;
    return isObject(os_crypt) ? { ...rest, os_crypt } : null;
  };
  const currentKey = (): string | null => {
    const key = stateFile()?.os_crypt?.encrypted_key;
    return typeof key === 'string' && key !== '' ? key : null;
  };
  function keptKey(): KeptKey | null {
    const { encryptedKey, wanted } = readMembers(copyPath) ?? {};
    const isKey = typeof encryptedKey === 'string' && wrappedKey.test(encryptedKey);
    return isKey && typeof wanted === 'boolean' ? { encryptedKey, wanted } : null;
  }

  function write(to: string, value: unknown): void {
    const draft = `${to}.${randomBytes(4).toString('hex')}.new`;
    writeSynced(draft, Buffer.from(JSON.stringify(value)));
    moveIntoPlace(draft, to);
  }

  function tryTo<T>(deed: () => T): T | null {
    try {
      return deed();
    } catch (error) {
      log('local-state-not-kept', error);
      return null;
    }
  }

  function putKeptKeyBack(): boolean {
    const kept = keptKey();
    if (kept === null) return false;
    const current = currentKey();
    if (current === kept.encryptedKey || (current !== null && !kept.wanted)) return false;
    if (exists(path)) copySynced(path, join(newQuarantine(folder, now()), 'Local State'));
    const rest = stateFile() ?? {};
    const os_crypt = { ...rest.os_crypt, encrypted_key: kept.encryptedKey };
    write(path, { ...rest, os_crypt });
    write(copyPath, { ...kept, wanted: false });
    return true;
  }

  return {
    /** To be called before the app is ready. Returns whether the file was repaired; the old one is kept. */
    repair: (): boolean => tryTo(putKeptKeyBack) ?? false,

    /** To be called when the vault has opened: this key is the right one. */
    keep(): void {
      const current = currentKey();
      const kept = keptKey();
      if (current === null || (current === kept?.encryptedKey && !kept.wanted)) return;
      tryTo(() => write(copyPath, { encryptedKey: current, wanted: false }));
    },

    /** To be called when the key store turned out to have changed: the kept key is tried at the next start. */
    wantKept(): void {
      const kept = keptKey();
      if (kept === null || kept.encryptedKey === currentKey()) return;
      tryTo(() => write(copyPath, { ...kept, wanted: true }));
    },
  };
}

export type LocalState = ReturnType<typeof openLocalState>;

/** Opens the vault, and takes from the outcome whether the key in `Local State` is the right one. */
export async function openWithLocalState<T>(
  localState: LocalState | null,
  open: () => Promise<T>,
): Promise<T> {
  try {
    const opened = await open();
    localState?.keep();
    return opened;
  } catch (error) {
    if (error instanceof AppError && error.code === 'key-store-changed') localState?.wantKept();
    throw error;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without zod, which would be loaded before the window. Null: missing, cut short or no object, so there is no key in it. */
function readMembers(path: string): Record<string, unknown> | null {
  try {
    const text = readSmallFile(path, maxBytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const read: unknown = JSON.parse(text);
    return isObject(read) ? read : null;
  } catch {
    return null;
  }
}
