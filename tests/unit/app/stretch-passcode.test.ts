/** What a passcode is stretched to, and that main goes on meanwhile. */
import { expect, test } from 'vitest';
import { stretchPasscode } from '../../../electron/adapters/vault/keys/stretch-passcode.ts';

const cost = { log2N: 14, r: 8, p: 1 };
const salt = new TextEncoder().encode('SodiumChloride');

// RFC 7914 §12, the first 32 of its 64 bytes: PBKDF2 makes them one hash after another.
test('a passcode is stretched as RFC 7914 says', async () => {
  const key = await stretchPasscode('pleaseletmein', salt, cost);
  expect(Buffer.from(key).toString('hex')).toBe(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
  );
});

test('main goes on while a passcode is stretched', async () => {
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  await stretchPasscode('271828', salt, cost);
  clearInterval(turning);
  // On the main thread there would be none before the key is there.
  expect(turns).toBeGreaterThan(1);
});

test('numbers that can’t be used are an error, and not a wait', async () => {
  await expect(stretchPasscode('271828', salt, { log2N: 0, r: 8, p: 1 })).rejects.toThrow('N');
});
