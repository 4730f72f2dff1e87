/** Order, deletion and address of tokens, through the door and from one start to the next. */
import { expect, test } from 'vitest';
import { startApp } from '../../fakes/app/app.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { akagi } from '../../fakes/app/records.ts';
import { id, otherId, vaultPlace } from '../../fakes/app/vault.ts';

async function appWithTwo() {
  const { fill, folder, ring: sealedWith } = vaultPlace();
  await fill([id, otherId]);
  const { safeStorage, ring } = fakeSafeStorage({ api: 'sync' });
  ring.key = sealedWith.key;
  return () =>
    startApp({
      folder,
      safeStorage,
      roots: [],
      directoryUrl: 'http://127.0.0.1:9/',
      now: () => 60_000,
    });
}

const listed = async (app: Awaited<ReturnType<typeof startApp>>) =>
  (await app.ready()).tokens.map((token) => token.id);

test('the order that the customer made is there at the next start', async () => {
  const start = await appWithTwo();
  const app = await start();
  expect(await listed(app)).toEqual([id, otherId]);
  await app.call('orderTokens', { tokenIds: [otherId, id] });
  expect(await listed(app)).toEqual([otherId, id]);
  app.close();
  const again = await start();
  expect(await listed(again)).toEqual([otherId, id]);
  again.close();
});

test('a deleted token is off the screen, out of the list, and stays out', async () => {
  const start = await appWithTwo();
  const app = await start();
  await app.call('openToken', { tokenId: id });
  await app.call('removeToken', { tokenId: id });
  expect((await app.ready()).openToken).toBeNull();
  expect(await listed(app)).toEqual([otherId]);
  expect(await app.call('openToken', { tokenId: id })).toMatchObject({ code: 'token-missing' });
  app.close();
  const again = await start();
  expect(await listed(again)).toEqual([otherId]);
  again.close();
});

test('the browser is sent to the address of the token’s institution and to no other', async () => {
  const app = await (await appWithTwo())();
  await app.call('openBankSite', { tokenId: id });
  expect(app.opened).toEqual([akagi.bankUrl]);
  expect(await app.call('openBankSite', { tokenId: 'd'.repeat(32) })).toMatchObject({
    code: 'token-missing',
  });
  const smuggled = { tokenId: id, url: 'https://evil.example/' };
  expect(await app.call('openBankSite', smuggled)).toMatchObject({ code: 'bad-request' });
  expect(app.opened).toEqual([akagi.bankUrl]);
  app.close();
});

test('the token that was opened last is known at the next start', async () => {
  const start = await appWithTwo();
  const app = await start();
  await app.call('openToken', { tokenId: otherId });
  app.close();
  const again = await start();
  expect((await again.ready()).lastTokenId).toBe(otherId);
  again.close();
});
