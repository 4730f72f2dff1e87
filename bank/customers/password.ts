/** Log-in and confirmation passwords: how they are kept, and how many may be looked at together. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { startPasswordQueue } from './password-queue.ts';

/** N = 2^15, r = 8: 32 MiB and some 60 ms a try on one core. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const hashBytes = 32;

/** Does the same work where there is nothing to compare with, so that time does not tell. */
export type IsPasswordRight = (password: string, stored: string | null) => Promise<boolean>;

export type Passwords = {
  hash(password: string): Promise<string>;
  /**
   * Keeps a place in the queue from before a try is counted until its password is looked at. `full`, at
   * once and with nothing done, where no place is free.
   */
  withPlace<T>(look: (isRight: IsPasswordRight) => Promise<T>): Promise<T | 'full'>;
  close(): Promise<void>;
};

/** `places`: how many passwords may be looked at or wait for it. */
export function openPasswords(places: number): Passwords {
  const queue = startPasswordQueue();
  let taken = 0;

  const isRight: IsPasswordRight = async (password, stored) => {
    const [, N, r, p, salt, hash] = (stored ?? decoy).split('$');
    if (!salt || !hash) throw new Error('a malformed password hash');
    const derived = await queue.scrypt({
      password,
      salt: Buffer.from(salt, 'base64url'),
      hashBytes,
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    return timingSafeEqual(derived, Buffer.from(hash, 'base64url')) && stored !== null;
  };

  return {
    async hash(password) {
      const salt = randomBytes(16);
      return write(salt, await queue.scrypt({ password, salt, hashBytes, ...cost }));
    },
    async withPlace(look) {
      if (taken >= places) return 'full';
      taken += 1;
      try {
        return await look(isRight);
      } finally {
        taken -= 1;
      }
    },
    close: queue.close,
  };
}

function write(salt: Uint8Array, hash: Uint8Array): string {
  const [saltText, hashText] = [salt, hash].map((bytes) =>
    Buffer.from(bytes).toString('base64url'),
  );
  return ['scrypt', cost.N, cost.r, cost.p, saltText, hashText].join('$');
}

/** Of no password. */
const decoy = write(randomBytes(16), randomBytes(hashBytes));
