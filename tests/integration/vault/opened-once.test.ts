/** How often a start opens what is sealed: counted, never timed. */
import { expect, onTestFinished, test, vi } from 'vitest';
import * as aesGcm from '../../../electron/adapters/vault/keys/aes-gcm.ts';
import { startApp } from '../../fakes/app/app.ts';
import { addToken, attemptOf, vaultPlace } from '../../fakes/app/vault.ts';

vi.mock('../../../electron/adapters/vault/keys/aes-gcm.ts', { spy: true });

async function startWith(tokens: number) {
  const { folder, open, safeStorage } = vaultPlace();
  const vault = await open();
  for (const digit of '0123456789'.slice(0, tokens)) {
    const id = digit.repeat(32);
    addToken(vault, id);
    vault.removeAttempt(attemptOf(id));
  }
  vault.close();
  const waiting: (() => void)[] = [];
  vi.mocked(aesGcm.unseal).mockClear();
  const app = await startApp({
    folder,
    safeStorage,
    roots: [],
    directoryUrl: 'http://127.0.0.1:9/directory.jws',
    now: () => 1000,
    later: (task) => waiting.push(task),
  });
  onTestFinished(() => app.close());
  return { app, opened: () => vi.mocked(aesGcm.unseal).mock.calls.length };
}

test('until its first screen a start with ten tokens opens of each what it opens of one', async () => {
  const one = await startWith(1);
  const openedOfOne = one.opened();
  await one.app.ready();
  const ten = await startWith(10);
  const openedOfTen = ten.opened();
  expect((await ten.app.ready()).tokens).toHaveLength(10);
  expect(openedOfTen).toBeLessThanOrEqual(openedOfOne * 10);
  // Details and secret to prove them whole, details for the name, and the secret for the number of a first use.
  expect(openedOfTen).toBeLessThanOrEqual(4 * 10 + 1);
});

test('what was opened once for the screen is not opened again while the vault stays open', async () => {
  const { app, opened } = await startWith(10);
  const [first] = (await app.ready()).tokens;
  const before = opened();
  await app.ready();
  await app.ready();
  expect(opened()).toBe(before);
  await app.call('renameToken', { tokenId: first?.id ?? '', addition: '家計用' });
  expect((await app.ready()).tokens[0]?.addition).toBe('家計用');
});
