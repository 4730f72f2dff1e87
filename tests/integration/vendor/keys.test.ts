/** Roots and an institution's keys, made and replaced by the vendor's tool. */
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openKeys } from '../../../bank/service/storage/keys.ts';
import { directoryUrl, kids, listsOf, workshop } from '../../fakes/vendor/tool.ts';

describe('the roots', () => {
  test('are two, encrypted, their owner’s alone, and in vendor.json by their public halves', () => {
    const { read, folder } = workshop();
    const { roots } = JSON.parse(read('vendor.json')) as { roots: object[] };
    expect(roots.map((root) => Object.keys(root).toSorted())).toEqual(
      Array.from({ length: 2 }, () => ['crv', 'kid', 'kty', 'x', 'y']),
    );
    for (const name of ['present.jwe', 'next.jwe', 'akagi.jwe']) {
      expect(statSync(join(folder, name)).mode & 0o777, `mode of ${name}`).toBe(0o600);
      const [header = ''] = read(name).split('.');
      expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
        alg: 'PBES2-HS512+A256KW',
        enc: 'A256GCM',
      });
    }
  });

  test('can be opened, and say which they are', () => {
    const { done, read } = workshop();
    const { roots } = JSON.parse(read('vendor.json')) as { roots: { kid: string }[] };
    expect(done('show-root present.jwe')).toContain(`the present root: ${roots[0]?.kid}`);
    expect(done('show-root next.jwe')).toContain(`the next root: ${roots[1]?.kid}`);
  });

  test('are replaced in order: the next becomes the present one', () => {
    const { done, read } = workshop();
    const before = JSON.parse(read('vendor.json')) as { roots: { kid: string }[] };
    done('rotate-root later.jwe');
    const after = JSON.parse(read('vendor.json')) as { roots: { kid: string }[] };
    expect(after).toMatchObject({ directoryUrl });
    expect(after.roots[0]).toEqual(before.roots[1]);
    expect(kids(before.roots)).not.toContain(after.roots[1]?.kid);
  });
});

describe('an institution’s keys', () => {
  test('a new encryption key comes first, a new signing key last', () => {
    const shop = workshop();
    const before = listsOf(shop);
    shop.done('rotate-key akagi.jwe encryption');
    shop.done('rotate-key akagi.jwe signing');
    const after = listsOf(shop);
    expect(kids(after.encryptionKeys).slice(1)).toEqual(kids(before.encryptionKeys));
    expect(kids(after.signingKeys).slice(0, 1)).toEqual(kids(before.signingKeys));
    const [, made = ''] = kids(after.signingKeys);
    shop.done(`use-key akagi.jwe ${made}`);
    expect(kids(listsOf(shop).signingKeys)[0]).toBe(made);
  });

  test('a retired one is listed no more and still exported, a dropped one is gone', () => {
    const shop = workshop();
    const [old = ''] = kids(listsOf(shop).encryptionKeys);
    shop.done('rotate-key akagi.jwe encryption');
    shop.done(`retire-key akagi.jwe ${old}`);
    expect(kids(listsOf(shop).encryptionKeys)).not.toContain(old);
    shop.done('export-keys akagi.jwe held.json');
    expect(shop.read('held.json')).toContain(old);
    shop.done(`drop-key akagi.jwe ${old} --yes`);
    shop.done('export-keys akagi.jwe left.json');
    expect(shop.read('left.json')).not.toContain(old);
    expect(shop.done('list-keys akagi.jwe')).not.toContain(old);
  });

  test('stolen ones go at once', () => {
    const shop = workshop();
    const before = listsOf(shop);
    shop.done('rotate-key akagi.jwe signing --at-once');
    const after = listsOf(shop);
    expect(after.signingKeys).toHaveLength(1);
    expect(after.signingKeys).not.toEqual(before.signingKeys);
    expect(after.encryptionKeys).toEqual(before.encryptionKeys);
  });

  test('as they are exported the issuing server takes them', async () => {
    const shop = workshop();
    shop.done('export-keys akagi.jwe exported.json');
    expect(statSync(join(shop.folder, 'exported.json')).mode & 0o777).toBe(0o600);
    const server = Buffer.alloc(32).toString('base64url');
    const institutions = { akagi: JSON.parse(shop.read('exported.json')) as object };
    shop.write('keys.json', JSON.stringify({ server, institutions }));
    chmodSync(join(shop.folder, 'keys.json'), 0o600);
    const noStore = { restore: '' };
    const keys = (await openKeys(shop.folder, [], () => false, noStore)).of('akagi');
    expect(keys.encryption.map(({ publicJwk }) => publicJwk)).toEqual(listsOf(shop).encryptionKeys);
    expect(keys.signing.map(({ publicJwk }) => publicJwk)).toEqual(listsOf(shop).signingKeys);
  });
});
