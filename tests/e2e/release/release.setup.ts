/** Before the tests of a release: makes one with a vendor's keys and directory that stand for real ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer, newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import { makePackage } from '../support/packaging.ts';
import { test } from '../support/launch.ts';

test('a release can be made with the vendor’s keys', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-'));
  try {
    const issuer = await createIssuer();
    const vendor = {
      directoryUrl: 'https://directory.example.test/directory.jws',
      roots: [publicHalf(issuer.keys.root), publicHalf(await newKeyPair('root-2', 'ES256'))],
    };
    writeFileSync(join(folder, 'vendor.json'), JSON.stringify(vendor));
    writeFileSync(
      join(folder, 'directory.jws'),
      await issuer.directory('https://bank.example.test'),
    );
    makePackage('release', { VENDOR_FOLDER: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
