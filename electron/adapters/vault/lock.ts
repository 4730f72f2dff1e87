/** The passcode's lock on the vault: while it is shut there is no data key in memory. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../core/log.ts';
import type { PasscodeCost } from '../../core/stretch.ts';
import type { Connection } from './database/connection.ts';
import {
  newSlot,
  openSlot,
  passcodeCost,
  readSlot,
  resealSlot,
  unwrapDataKey,
  writeSlot,
} from './keys/key-slot.ts';
import type { KeySlot } from './keys/key-slot.ts';
import type { KeyStore } from './keys/key-store.ts';
import { openTries } from './keys/passcode-tries.ts';
import { readTouchIdSlot, removeTouchIdSlot, writeTouchIdSlot } from './keys/touch-id-slot.ts';
import { sealWhileLocked } from './keys/while-locked.ts';
import { recordSeal, resealRecords } from './records/record-seal.ts';
import type { RecordSeal } from './records/record-seal.ts';

export type Lock = ReturnType<typeof openLock>;

// oxlint-disable-next-line max-lines-per-function -- what it returns shares one data key
export function openLock(ports: {
  vaultId: Buffer;
  /** The seal that `sealWhileLocked` made at the start. */
  whileLocked: RecordSeal;
  connection: Connection;
  keyStore: KeyStore;
  now: () => number;
  /** The keys have just come, and what they open may be shown at once. */
  opened: () => void;
  protect: (mode: 'changed' | 'for good') => void;
  log: Log;
  cost?: PasscodeCost;
}) {
  const { connection, vaultId, keyStore, now, cost = passcodeCost } = ports;
  let dataKey: Buffer | null = null;
  let keys: RecordSeal | null = null;
  let { whileLocked } = ports;
  let busy = false;
  const tries = openTries(ports);

  function hold(key: Buffer): void {
    dataKey?.fill(0);
    dataKey = key;
    keys = recordSeal(key, vaultId);
  }

  const slot = (): KeySlot => connection.read(readSlot);
  /** One question to the key store or to the passcode at a time. */
  async function alone<T>(task: () => Promise<T>): Promise<T> {
    if (busy) throw new AppError('busy');
    busy = true;
    try {
      return await task();
    } finally {
      busy = false;
    }
  }

  /** The data key by this passcode. The try is on disk before it is made, and given back if it was right. */
  async function tryPasscode(passcode: string | null): Promise<Buffer> {
    const current = slot();
    const guarded = current.kind === 'os+passcode';
    const { retryAt } = tries.state();
    if (guarded && retryAt !== null) throw new AppError('passcode-wait', { facts: { retryAt } });
    const { osKey } = await openSlot(current, vaultId, keyStore);
    try {
      if (guarded) tries.count();
      const key = await unwrapDataKey(current, vaultId, osKey, passcode);
      if (key !== null) {
        if (guarded) tries.giveBack();
        return key;
      }
    } finally {
      osKey.fill(0);
    }
    if (!guarded) throw new AppError('database-damaged');
    const left = tries.state();
    throw new AppError('wrong-passcode', {
      facts: {
        triesLeft: left.triesLeft,
        ...(left.retryAt === null ? {} : { retryAt: left.retryAt }),
      },
    });
  }

  return {
    /** Throws AppError `vault-locked` while there is no data key. */
    records(): RecordSeal {
      if (keys === null) throw new AppError('vault-locked');
      return keys;
    },
    recordsOrNull: (): RecordSeal | null => keys,
    whileLocked: (): RecordSeal => whileLocked,

    isLocked: (): boolean => keys === null,
    hasPasscode: (): boolean => slot().kind === 'os+passcode',
    state: tries.state,

    /** At the start. Leaves a vault with a passcode shut. */
    async openWithoutPasscode(): Promise<void> {
      const current = slot();
      if (current.kind !== 'os') return;
      const { osKey, stale } = await openSlot(current, vaultId, keyStore);
      try {
        const key = await unwrapDataKey(current, vaultId, osKey, null);
        if (key === null) throw new AppError('database-damaged');
        hold(key);
        // The system has changed its own key and still reads the old one.
        if (stale && !connection.readOnly()) {
          const fresh = await resealSlot(current, vaultId, osKey, keyStore);
          connection.change((open) => writeSlot(open, fresh));
        }
      } finally {
        osKey.fill(0);
      }
      ports.opened();
    },

    /** Throws AppError: wrong-passcode (triesLeft, retryAt), passcode-wait (retryAt), or of the key store. */
    async unlock(passcode: string): Promise<void> {
      await alone(async () => {
        hold(await tryPasscode(passcode));
        ports.opened();
      });
    },

    lock(): void {
      dataKey?.fill(0);
      dataKey = null;
      keys = null;
    },

    hasTouchIdSlot: (): boolean => connection.read(readTouchIdSlot) !== null,

    /** With the vault open and a passcode set: from now on the key store alone opens it too. */
    async addTouchIdSlot(): Promise<void> {
      await alone(async () => {
        if (dataKey === null || slot().kind !== 'os+passcode') throw new AppError('vault-locked');
        // A copy, since the vault may be locked while the key store is asked.
        const key = Buffer.from(dataKey);
        try {
          const made = { keyStore, vaultId, dataKey: key, passcode: null, cost, now: now() };
          const second = await newSlot(made);
          connection.change((open) => writeTouchIdSlot(open, second));
        } finally {
          key.fill(0);
        }
        ports.protect('changed');
      });
    },

    removeTouchIdSlot(): void {
      if (dataKey === null) throw new AppError('vault-locked');
      connection.change(removeTouchIdSlot);
      // An older copy would still have it.
      ports.protect('for good');
    },

    /** Throws AppError: touch-id-refused where there is none, passcode-wait (retryAt), or of the key store. */
    async unlockByTouchIdSlot(): Promise<void> {
      await alone(async () => {
        const { retryAt } = tries.state();
        if (retryAt !== null) throw new AppError('passcode-wait', { facts: { retryAt } });
        const second = connection.read(readTouchIdSlot);
        if (second === null) throw new AppError('touch-id-refused');
        const { osKey } = await openSlot(second, vaultId, keyStore);
        try {
          const key = await unwrapDataKey(second, vaultId, osKey, null);
          if (key === null) throw new AppError('touch-id-refused');
          hold(key);
        } finally {
          osKey.fill(0);
        }
        ports.opened();
      });
    },

    /**
     * Sets, changes or (null) removes the passcode: a new data key, every record sealed anew under it and
     * the slot, in one transaction; then the backups are replaced, since an old one with an old passcode
     * would still open. Throws as `unlock` does, or a code of storage.
     */
    async changePasscode(current: string | null, next: string | null): Promise<void> {
      await alone(async () => {
        const old = recordSeal(await tryPasscode(current), vaultId);
        const fresh = randomBytes(32);
        const changed = await newSlot({
          keyStore,
          vaultId,
          dataKey: fresh,
          passcode: next,
          cost,
          now: now(),
        });
        // Proved to open before it takes the old one's place.
        const nextWhileLocked = await sealWhileLocked(changed, vaultId, keyStore);
        connection.change((open) => {
          resealRecords(open, old, recordSeal(fresh, vaultId));
          writeSlot(open, changed);
          // It wraps the data key that has just gone out of use.
          removeTouchIdSlot(open);
        });
        hold(fresh);
        whileLocked = nextWhileLocked;
        ports.protect('for good');
      });
    },
  };
}
