/** What is published with a version: looked into as an institution's engineer does who got it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile } from '@electron/asar';
import { expect } from '@playwright/test';
import { mainFiles } from '../../../build/package/vendor.ts';
import { templates } from '../../../build/policy/templates.ts';
import type { Bom } from '../../../build/release/sbom.ts';
import type { Manifest } from '../../../build/release/manifest.ts';
import { placesOf } from '../../../electron/adapters/policy/policy-source.ts';
import { otherBrand } from '../support/packaging.ts';
import { test } from '../support/launch.ts';
import { asarOf, releaseFiles, sumsKey } from '../support/release-files.ts';

const read = (name: string) => readFileSync(join(releaseFiles, name), 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const { packageName } = otherBrand.names;
const policyArchive = `${packageName}-${version}-policy.tar.gz`;
const archive = `${packageName}-${version}-linux-${process.arch}.tar.gz`;

test('a release has the app, its manual, the policy’s files, both bills of materials, notes, a manifest and signed sums', () => {
  expect(readdirSync(releaseFiles).toSorted()).toEqual(
    [
      'NOTES.md',
      'SHA256SUMS',
      'SHA256SUMS.sig',
      'app.cdx.json',
      'bank.cdx.json',
      archive,
      'manual.en.pdf',
      'manual.ja.pdf',
      policyArchive,
      'release.json',
    ].toSorted(),
  );
});

test('sha256sum finds every file of a release as its sums say', () => {
  const told = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
    cwd: releaseFiles,
    encoding: 'utf8',
  });
  expect(told.trim().split('\n').toSorted()).toEqual(
    readdirSync(releaseFiles)
      .filter((name) => !name.startsWith('SHA256SUMS'))
      .map((name) => `${name}: OK`)
      .toSorted(),
  );
});

test('openssl takes the signature of the sums by the vendor’s key', () => {
  const key = ['-pubin', '-inkey', sumsKey.publicFile];
  const files = ['-rawin', '-in', 'SHA256SUMS', '-sigfile', 'SHA256SUMS.sig'];
  const told = execFileSync('openssl', ['pkeyutl', '-verify', ...key, ...files], {
    cwd: releaseFiles,
    encoding: 'utf8',
  });
  expect(told.trim()).toBe('Signature Verified Successfully');
});

test('the archive of a release holds the app, its licences, its manual and nothing of anybody’s account', () => {
  const listed = execFileSync('tar', ['--list', '--verbose', '--file', archive], {
    cwd: releaseFiles,
    encoding: 'utf8',
  });
  for (const name of [
    packageName,
    'resources/app.asar',
    'resources/THIRD-PARTY-NOTICES.txt',
    'resources/manual.en.pdf',
    'resources/manual.ja.pdf',
  ]) {
    expect(listed).toMatch(new RegExp(` ${packageName}-${version}/${name}$`, 'm'));
  }
  expect(
    listed
      .trim()
      .split('\n')
      .filter((line) => !line.includes(' 0/0 ')),
  ).toEqual([]);
});

test('the policy’s files of a release set what its own app reads', () => {
  const fileOf = (name: string) =>
    execFileSync('tar', ['-xOf', policyArchive, `${packageName}-${version}-policy/${name}`], {
      cwd: releaseFiles,
      encoding: 'utf8',
    });
  for (const [name, content] of Object.entries(templates(otherBrand.names))) {
    expect(fileOf(name)).toBe(content);
  }
  const { registry } = placesOf(otherBrand.names.appId);
  expect(fileOf(`${packageName}.admx`)).toContain(` key="${registry.replace('HKLM\\', '')}"`);
  const main = extractFile(asarOf.first, 'dist/main/policy-source.cjs').toString('utf8');
  const start = mainFiles.map((file) => extractFile(asarOf.first, file).toString('utf8')).join();
  expect(main).toContain('HKLM\\\\Software\\\\Policies\\\\');
  expect(start).toContain(otherBrand.names.appId);
});

test('the manifest of a release names its file, with size, sum and whether it is signed', () => {
  const manifest = JSON.parse(read('release.json')) as Manifest;
  expect(manifest).toMatchObject({ product: otherBrand.names.appName, version, sumsSigned: true });
  expect(manifest.files).toMatchObject([
    { name: archive, system: 'linux', form: 'tar.gz', demo: false, signed: true },
  ]);
  expect(read('SHA256SUMS')).toContain(`${manifest.files[0]?.sha256}  ${archive}\n`);
});

test('the notes of a release are those of CHANGELOG.md', () => {
  expect(read('NOTES.md')).toMatch(/^### Added\n\n- Get a token from an institution/);
});

test('the bills of materials name what the app and the bank are made of, by licence and hash', () => {
  const names = (file: string) =>
    (JSON.parse(read(file)) as Bom).components.map(({ name }) => name);
  expect(names('app.cdx.json')).toEqual(expect.arrayContaining(['electron', 'preact', 'zod']));
  expect(names('app.cdx.json')).not.toContain('vite');
  expect(names('bank.cdx.json')).toEqual(expect.arrayContaining(['hono', 'otpauth']));
  expect(names('bank.cdx.json')).not.toContain('electron');
});

test('app.asar is the same byte for byte from another folder and another day', () => {
  expect(readFileSync(asarOf.twin).equals(readFileSync(asarOf.first))).toBe(true);
});
