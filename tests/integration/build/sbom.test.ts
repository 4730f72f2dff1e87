/** The bills of materials, of the project's own lockfile. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collectLicences } from '../../../build/package/licences.ts';
import { checkLicences } from '../../../build/release/licence-list.ts';
import { listLockfile, sbomOf } from '../../../build/release/sbom.ts';
import { projectFolder } from '../../../build/setup/setup.mjs';

const whole = listLockfile(projectFolder);
const namesOf = (product: 'app' | 'bank') =>
  sbomOf(product, whole, '0', 'token').components.map(({ name }) => name);

test('the app’s bill of materials and the licences on A17 name the same packages', () => {
  const licences = collectLicences(projectFolder).map(({ name }) => name);
  expect(namesOf('app').toSorted()).toEqual(licences.toSorted());
});

test('both bills have only licences of the list', () => {
  for (const product of ['app', 'bank'] as const) {
    expect(() => checkLicences(sbomOf(product, whole, '0', 'token'))).not.toThrow();
  }
});

test('a bill carries the date of the commit and no number of its own', () => {
  const again = { ...whole, serialNumber: 'urn:uuid:another' };
  expect(sbomOf('bank', whole, '1700000000', 'token')).toEqual(
    sbomOf('bank', again, '1700000000', 'token'),
  );
  expect(sbomOf('bank', whole, '1700000000', 'token').metadata.timestamp).toBe(
    '2023-11-14T22:13:20.000Z',
  );
});

test('the README tells how many packages app and bank are made of', () => {
  const readme = readFileSync('README.md', 'utf8').replaceAll(/\s+/g, ' ');
  const told = /made of (\d+) packages at run time, Electron among them; the bank of (\d+)/.exec(
    readme,
  );
  expect(told?.slice(1).map(Number)).toEqual([namesOf('app').length, namesOf('bank').length]);
});
