/** Before the tests of a release: makes one, twice, with a vendor's keys and directory that stand for real ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer, newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import { makePackage, otherBrand } from '../support/packaging.ts';
import { makeTwin, sumsKey } from '../support/release-files.ts';
import { test } from '../support/launch.ts';

test('a release can be made with the vendor’s keys, and made again elsewhere', async () => {
  test.setTimeout(600_000);
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
    // Of what it says tests/e2e/manual/ knows.
    for (const language of ['ja', 'en']) {
      writeFileSync(join(folder, `manual.${language}.pdf`), '%PDF-1.7\n');
    }
    const date = '1780000000';
    makePackage('release', {
      BRAND: otherBrand.folder,
      VENDOR_FOLDER: folder,
      MANUAL_FOLDER: folder,
      SUMS_KEY: sumsKey.privatePem,
      SOURCE_DATE_EPOCH: date,
    });
    makeTwin(folder, date);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
