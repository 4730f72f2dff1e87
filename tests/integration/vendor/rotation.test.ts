/** What the vendor's tool signs, as the app takes it: through a change of roots, and after it. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import { readVendor } from '../../../build/package/vendor.ts';
import type { Workshop } from '../../fakes/vendor/tool.ts';
import { signed, sourceOf, workshop } from '../../fakes/vendor/tool.ts';

/** An app as it was released with the roots and the directory of this day; it fetches what is published. */
async function appReleased({ folder }: Workshop, home: string) {
  const { roots } = readVendor(folder);
  const shipped = join(folder, `${home}-shipped.jws`);
  cpSync(join(folder, 'directory.jws'), shipped);
  const directory = openDirectory({
    roots,
    paths: [shipped],
    cachePath: join(folder, `${home}.jws`),
    url: 'https://directory.example/directory.jws',
    http: () =>
      Promise.resolve({
        status: 200,
        headers: {},
        contentType: 'application/jose',
        body: readFileSync(join(folder, 'directory.jws'), 'utf8'),
      }),
    now: Date.now,
    log: () => 0,
  });
  await directory.readWhole();
  return directory;
}

const nameIn = (app: Awaited<ReturnType<typeof appReleased>>, id: string) => app.find(id)?.name.en;

test('an app takes what the next root signs; the one after next only an app of the next release', async () => {
  const shop = workshop();
  signed(shop);
  const old = await appReleased(shop, 'old');
  expect(nameIn(old, '10020025')).toBe('Credit Union 10020025');

  // The present root is lost: the next one signs, and a third is made.
  shop.done('rotate-root later.jwe');
  expect(shop.run('sign directory.yaml --key present.jwe').err).toContain('no root of vendor.json');
  shop.write('directory.yaml', sourceOf(['10010017', '10020025', '10030033']));
  shop.done('sign directory.yaml --key next.jwe');
  await old.refresh();
  expect(nameIn(old, '10030033')).toBe('Credit Union 10030033');

  const released = await appReleased(shop, 'new');
  shop.write('directory.yaml', sourceOf(['10010017', '10020025', '10030033', '10040041']));
  expect(shop.run('sign directory.yaml --key later.jwe').err).toContain('Signed by the next root');
  await released.refresh();
  expect(nameIn(released, '10040041')).toBe('Credit Union 10040041');
  await expect(old.refresh()).rejects.toMatchObject({ code: 'directory-unreadable' });
  expect(nameIn(old, '10030033')).toBe('Credit Union 10030033');
  expect(nameIn(old, '10040041')).toBeUndefined();
});

test('an institution’s new keys reach an app in the order in which they serve', async () => {
  const shop = workshop();
  signed(shop);
  const app = await appReleased(shop, 'app');
  const before = app.find('10010017');
  shop.done('rotate-key akagi.jwe encryption');
  shop.done('rotate-key akagi.jwe signing');
  shop.done('sign directory.yaml --key present.jwe');
  await app.refresh();
  const after = app.find('10010017');
  expect(after?.encryptionKeys.slice(1)).toEqual(before?.encryptionKeys);
  expect(after?.signingKeys.slice(0, 1)).toEqual(before?.signingKeys);
  expect(after?.signingKeys).toHaveLength(2);
});
