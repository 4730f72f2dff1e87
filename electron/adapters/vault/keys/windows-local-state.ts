/**
 * On Windows safeStorage's key lives in `Local State`, a file of userData that Chromium rewrites: DPAPI
 * wraps it, and if the file is lost or damaged Chromium makes a new key and nothing sealed opens any more.
 * So a copy of the wrapped value is kept, and put back before Chromium reads the file.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
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

const StateFile = z.looseObject({
  os_crypt: z.looseObject({ encrypted_key: z.string().min(1) }),
});
const Anything = z.looseObject({ os_crypt: z.looseObject({}).optional() });
/** As Chromium writes it: base64 of "DPAPI" and what DPAPI made. Nothing else is put in a key's place. */
const WrappedKey = z
  .string()
  .max(10_000)
  .regex(/^RFBBUEk[A-Za-z0-9+/=]{100,}$/);
/** `wanted`: the vault did not open with the key that is in `Local State`, so this one is to be tried. */
const KeptKey = z.object({ encryptedKey: WrappedKey, wanted: z.boolean() });

/** Nothing here may keep the app from opening: what can't be written is logged, and tried again another time. */
export function openLocalState(folder: string, now: () => number, log: Log) {
  const path = join(folder, 'Local State');
  const copyPath = join(folder, 'local-state-key.json');

  const currentKey = () => readJson(path, StateFile)?.os_crypt.encrypted_key ?? null;
  const keptKey = () => readJson(copyPath, KeptKey);

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
    const rest = readJson(path, Anything) ?? {};
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

function readJson<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    const text = readSmallFile(path, maxBytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    return schema.parse(JSON.parse(text));
  } catch {
    // Missing, cut short or of another shape: there is no key to be had from it.
    return null;
  }
}
