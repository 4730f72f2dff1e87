/** The directory of institutions, from a source to a list that a release is made with. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkVendor } from '../../../build/package/vendor.ts';
import {
  directoryUrl,
  kids,
  listsOf,
  signed,
  sourceOf,
  workshop,
} from '../../fakes/vendor/tool.ts';

const sign = 'sign directory.yaml --key present.jwe';

describe('a directory', () => {
  test('is written as a sample, filled in, checked, signed, and good for a release', async () => {
    const shop = workshop();
    shop.done('write own.yaml');
    shop.write(
      'own.yaml',
      shop.read('own.yaml').replace('sample.public.json', 'akagi.public.json'),
    );
    expect(shop.done('check own.yaml')).toContain('institutions: 1');
    shop.done('sign own.yaml --key present.jwe --first');
    expect(await checkVendor(shop.folder)).toMatchObject({ directoryUrl });
    expect(shop.done('inspect directory.jws')).toContain('Sample Credit Union');
  });

  test('has a higher number each time, and may be JSON as well', () => {
    const shop = workshop();
    signed(shop);
    shop.done('write again.json --from directory.jws');
    shop.done('adopt again.json directory.jws');
    shop.done('sign again.json --key next.jwe');
    const said = shop.run('inspect directory.jws');
    expect(said.out).toContain('number 2,');
    expect(said.out).toContain('signed by the next root');
  });

  test('goes on from the published list where nothing else says what was signed last', () => {
    const shop = workshop();
    signed(shop);
    shop.done(sign);
    rmSync(join(shop.folder, 'directory.state.json'));
    shop.write('directory.yaml', sourceOf(['10010017']));
    renameSync(join(shop.folder, 'directory.jws'), join(shop.folder, 'published.jws'));
    expect(shop.run(`${sign} --published published.jws`).err).toContain('--without 10020025');
    expect(shop.done(`${sign} --published published.jws --without 10020025`)).toContain('number 3');
    expect(shop.done(sign)).toContain('number 4');
  });

  test('says when a new signing key may sign, and which private key has to stay', () => {
    const shop = workshop();
    signed(shop);
    const [old = ''] = kids(listsOf(shop).encryptionKeys);
    shop.done('rotate-key akagi.jwe signing');
    shop.done('rotate-key akagi.jwe encryption');
    shop.done(`retire-key akagi.jwe ${old}`);
    const said = shop.run(sign);
    expect(said.err).toContain(`listed no more: ${old}`);
    const status = shop.done('status directory.yaml');
    expect(status).toContain(`${old}: encryption, private half to be kept until`);
    expect(status).toContain(`${kids(listsOf(shop).signingKeys)[1]}: signing, may sign from`);
  });

  test('loses an institution only when that is said twice, and says what customers will see', () => {
    const shop = workshop();
    signed(shop);
    const said = shop.run('remove directory.yaml 10020025 --yes');
    expect(said).toMatchObject({ code: 0 });
    expect(said.err).toContain('is no longer in this app’s list of institutions');
    expect(said.err).toContain('E117');
    expect(shop.read('directory.yaml')).toContain('# what 10010017 chose');
    expect(shop.read('directory.yaml')).not.toContain('10020025');
    expect(shop.run(sign).err).toContain('--without 10020025');
    shop.done(`${sign} --without 10020025`);
    expect(shop.done('inspect directory.jws')).not.toContain('10020025');
  });
});
