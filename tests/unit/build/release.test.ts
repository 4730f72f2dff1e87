/** The rules of a release: names, notes, sums, bills of materials, licences. */
import { generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { artefactPattern, isSigned, readArtefactName } from '../../../build/release/artefacts.ts';
import { isAllowed } from '../../../build/release/licence-list.ts';
import { readArtefacts } from '../../../build/release/manifest.ts';
import { manualFiles } from '../../../build/release/manual-files.ts';
import { notesOf } from '../../../build/release/notes.ts';
import { products } from '../../../build/release/sbom.ts';
import { signSums, sumsOf } from '../../../build/release/sums.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

describe('a file’s name says what it is', () => {
  test.each([
    ['desktop-token-1.2.3-win-x64.exe', 'windows', 'x64', 'exe', false, true],
    ['desktop-token-1.2.3-win-arm64-unsigned.msi', 'windows', 'arm64', 'msi', false, false],
    ['desktop-token-1.2.3-mac-universal.dmg', 'macos', 'any', 'dmg', false, true],
    ['desktop-token-1.2.3-linux-amd64.deb', 'linux', 'x64', 'deb', false, true],
    ['desktop-token-1.2.3-linux-x86_64.AppImage', 'linux', 'x64', 'AppImage', false, true],
    ['desktop-token-1.2.3-demo-linux-x64-unsigned.tar.gz', 'linux', 'x64', 'tar.gz', true, false],
  ])('%s', (name, system, processor, form, demo, signed) => {
    const version = '1.2.3';
    expect(readArtefactName(name)).toEqual({
      name,
      version,
      system,
      processor,
      form,
      demo,
      signed,
    });
  });

  test.each(['latest.yml', 'x.blockmap', '../desktop-token-1.2.3-win-x64.exe', 'SHA256SUMS'])(
    '%s is none for customers',
    (name) => expect(readArtefactName(name)).toBeNull(),
  );

  test.each([true, false])(
    'what electron-builder is told is what is read (signed: %s)',
    (signed) => {
      const name = artefactPattern('sakura-2-token', true, signed)
        .replace('${version}', '1.2.3')
        .replace('${os}', 'win')
        .replace('${arch}', 'x64')
        .replace('${ext}', 'exe');
      expect(readArtefactName(name)).toMatchObject({ demo: true, signed });
    },
  );
});

test.each([
  ['win32', {}, false],
  ['win32', { CSC_LINK: '' }, false],
  ['win32', { CSC_LINK: 'certificate' }, true],
  ['darwin', { CSC_LINK: 'certificate' }, true],
  ['linux', { CSC_LINK: 'certificate' }, false],
  ['linux', { SUMS_ARE_SIGNED: 'true' }, true],
  ['linux', { SUMS_ARE_SIGNED: 'false' }, false],
])('on %s with %o a file is signed: %s', (platform, env, expected) => {
  expect(isSigned(platform, env)).toBe(expected);
});

test('a folder with another version’s file, with none, or with demo and release is refused', () => {
  const folder = temporaryFolder();
  expect(() => readArtefacts(folder, '1.2.3')).toThrow('holds no file of a release');
  writeFileSync(join(folder, 'desktop-token-1.2.3-win-x64.exe'), 'app');
  expect(readArtefacts(folder, '1.2.3')).toMatchObject([{ bytes: 3, system: 'windows' }]);
  expect(() => readArtefacts(folder, '1.2.4')).toThrow('is not of version 1.2.4');
  writeFileSync(join(folder, 'desktop-token-1.2.3-demo-linux-x64.deb'), 'demo');
  expect(() => readArtefacts(folder, '1.2.3')).toThrow('the demo and of a release');
});

test('the manual goes with a release in both languages or not at all', () => {
  const folder = temporaryFolder();
  expect(manualFiles(folder)).toEqual([]);
  writeFileSync(join(folder, 'manual.ja.pdf'), '');
  expect(() => manualFiles(folder)).toThrow('in one language alone');
  writeFileSync(join(folder, 'manual.en.pdf'), '');
  expect(manualFiles(folder).map(({ name }) => name)).toEqual(['manual.ja.pdf', 'manual.en.pdf']);
});

const changelog =
  '# C\n\n## Unreleased\n\n- u\n\n## [1.2.3] - 2026-11-26\n\n### Added\n\n- a\n\n## 1.2.0\n\n- b\n';
test.each([
  ['1.2.3', '### Added\n\n- a\n'],
  ['1.2.0', '- b\n'],
  ['Unreleased', '- u\n'],
  ['1.2', null],
  ['2.0.0', null],
])('the notes of %s are cut from the changelog', (version, notes) => {
  expect(notesOf(changelog, version)).toBe(notes);
});

test('the sums’ signature is the vendor’s, and another key is refused without being quoted', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'b'), '');
  writeFileSync(join(folder, 'a'), '');
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const sums = sumsOf(folder, ['b', 'a']);
  expect(sums).toBe(`${empty}  a\n${empty}  b\n`);

  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signature = signSums(sums, pem);
  expect(verify(null, Buffer.from(sums), publicKey, signature)).toBe(true);
  expect(verify(null, Buffer.from(`${sums} `), publicKey, signature)).toBe(false);

  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  for (const wrong of ['garbage', other.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
    expect(() => signSums(sums, wrong)).toThrow(
      /^SUMS_KEY must be an Ed25519 private key, PKCS #8 as PEM \(docs\/release\.md\)\.$/,
    );
  }
});

test.each([
  ['MIT', true],
  ['(MIT OR EUPL-1.1+)', true],
  ['WTFPL OR ISC', true],
  ['MIT AND BSD-3-Clause', true],
  ['GPL-3.0', false],
  ['MIT AND GPL-3.0', false],
  ['none', false],
])('the licence %s may be shipped: %s', (licence, expected) => {
  expect(isAllowed(licence)).toBe(expected);
});

describe('what is imported at run time is in the bill of materials', () => {
  const builtIn = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  test.each([
    ['app', ['electron', 'renderer', 'shared']],
    ['bank', ['bank', 'shared']],
  ] as const)('%s', (product, folders) => {
    const imported = new Set(folders.flatMap(packagesIn));
    const own: readonly string[] = products[product];
    expect([...imported].filter((name) => !own.includes(name)).toSorted()).toEqual([]);
  });

  function packagesIn(folder: string): string[] {
    return (
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .flatMap((name) => [
          ...readFileSync(join(folder, name), 'utf8').matchAll(
            /^(?:import|export) (?!type )[^;]*?from '([^.'][^']*)'/gm,
          ),
        ])
        .map(([, specifier = '']) => specifier)
        .filter((specifier) => !builtIn.has(specifier) && !specifier.startsWith('#brand/'))
        .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '')
        // hono/jsx and the like are parts of their package; the page is written for React and runs with Preact (build/preact-as-react.ts).
        .map((name) => (/^react(-dom)?$/.test(name) ? 'preact' : name))
    );
  }
});

test('what is shipped is renewed as one group, Electron as another, and tools apart from both', () => {
  const { updates } = load(readFileSync('.github/dependabot.yml', 'utf8')) as {
    updates: { groups: Record<string, { patterns: string[]; 'exclude-patterns'?: string[] }> }[];
  };
  const groups = updates[0]?.groups ?? {};
  const shipped = [...new Set([...products.app, ...products.bank])].toSorted();
  const inGroups = [...(groups['shipped']?.patterns ?? []), 'electron'].toSorted();
  expect(inGroups).toEqual(shipped);
  expect(groups['tools']?.['exclude-patterns']?.toSorted()).toEqual(shipped);
});

test('install scripts are allowed by name, and each that a locked package has is decided on', () => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    allowScripts: Record<string, boolean>;
  };
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }>;
  };
  const withScript = Object.entries(packages)
    .filter(([, each]) => each.hasInstallScript === true && each.optional !== true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(Object.keys(allowScripts)).toEqual(expect.arrayContaining([...new Set(withScript)]));
  expect(Object.entries(allowScripts).filter(([, allowed]) => allowed)).toEqual([['node', true]]);
});
