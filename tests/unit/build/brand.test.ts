/** A brand's folder: what is wrong with it is told with its place, and what is right names the package. */
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderManual } from '../../../build/manual/render.ts';
import { brandConfig } from '../../../build/package/brand-config.ts';
import { brandFolder, brandFor, brandsFolder, readBrand } from '../../../build/package/brand.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const other = join(import.meta.dirname, '../../fixtures/brand');

/** A copy of the other brand with one thing changed. */
function changed(file: string, from: string | RegExp, to: string): string {
  const folder = temporaryFolder();
  cpSync(other, folder, { recursive: true });
  const before = readFileSync(join(folder, file), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, file), after);
  return folder;
}

test.each(readdirSync(brandsFolder))('the brand %s can be built', (name) => {
  expect(() => readBrand(brandFolder(name))).not.toThrow();
});

test('another brand can be built, and released', () => {
  expect(brandFor('release', other).names.appName).toBe('Sakura Passcard');
});

describe('a fault of a brand is told with its file and its place', () => {
  test.each([
    ['brand.json', '"sample": false,', '', 'brand.json: sample: must be true (a demo) or false'],
    ['brand.json', 'example.sakura.passcard', 'Sakura', 'brand.json: appId: must be a name like'],
    ['brand.json', 'Sakura Passcard', 'さくら', 'brand.json: appName: must be Latin letters'],
    ['brand.json', 'Sakura Passcard', 'Sakura/..', 'brand.json: appName: must be Latin letters'],
    ['brand.json', '"sakura-passcard"', '"Sakura"', 'brand.json: packageName: must be small'],
    ['brand.json', /"linkScheme": "[^"]+"/, '"linkScheme": "https"', 'brand.json: linkScheme: '],
    ['brand.json', /"linkScheme": "[^"]+"/, '"linkScheme": "ms-word"', 'is taken by the system'],
    [
      'brand.json',
      'さくらパスカード',
      '',
      'brand.json: productName.ja: the name in Japanese is empty',
    ],
    [
      'brand.json',
      'さくらパスカード',
      'さくら\u202eパス',
      'productName.ja: the name in Japanese has char',
    ],
    ['brand.json', '"sample"', '"colour": 1, "sample"', 'brand.json: Unrecognized key: "colour"'],
    ['brand.json', '{', '', 'brand.json: this is no JSON'],
    ['colours.json', '#8a1f5c', 'red', 'colours.json: accent.light: must be written #rrggbb'],
    [
      'colours.json',
      '#8a1f5c',
      '#f0a0c8',
      'colours.json: accent.light: accent #f0a0c8 on paper #f2f5f6',
    ],
    ['colours.json', '#f5b5d8', '#8a1f5c', 'colours.json: accent.dark: accent #8a1f5c on paper'],
    [
      'colours.json',
      '#ffffff',
      '#c060a0',
      'colours.json: accentInk.light: accent-ink #c060a0 on accent',
    ],
    [
      'colours.json',
      '#fbe9f2',
      '#303030',
      'colours.json: accentPaper.light: ink #16212a on accent-paper',
    ],
    [
      'installer.json',
      'https://sakura',
      'http://sakura',
      'installer.json: homepage: must be an https:',
    ],
    [
      'installer.json',
      '<app@sakura.example>',
      '',
      'installer.json: maintainer: must be a name and an',
    ],
    [
      'terms.ja.json',
      '番号は、だれにも教えません。',
      '',
      'terms.ja.json: summary.0: a line is empty',
    ],
    ['terms.en.json', '1. Purpose', '', 'terms.en.json: articles.0.heading: a heading is empty'],
    [
      'terms.ja.json',
      '"notice": ""',
      '"notice": "【見本】"',
      'terms.ja.json: says 見本 or "sample"',
    ],
    ['about.en.json', 'Sakura Systems', 'Sample Systems', 'about.en.json: says 見本 or "sample"'],
    ['about.ja.json', '"publisher"', '"by"', 'about.ja.json: publisher: the publisher is missing'],
    ['icon.svg', '0 0 512 512', '0 0 512 256', 'icon.svg: the picture must be square'],
    ['icon.svg', '<g ', '<script>1</script><g ', 'icon.svg: no scripts and nothing from elsewhere'],
    ['icon.svg', '#fbe9f2', '#ffffff', 'icons/: not made from this icon.svg. Run: npm run icons'],
  ])('%s: %s → %s', (file, from, to, told) => {
    expect(() => readBrand(changed(file, from, to))).toThrow(told);
  });

  test.each(['colours.json', 'installer.json', 'terms.ja.json', 'about.en.json', 'icon.svg'])(
    '%s is missing',
    (name) => {
      const folder = temporaryFolder();
      cpSync(other, folder, { recursive: true });
      rmSync(join(folder, name));
      expect(() => readBrand(folder)).toThrow(`${name}: the file is missing.`);
    },
  );

  test('and all of them at once', () => {
    const folder = changed('brand.json', 'Sakura Passcard', 'さくら');
    rmSync(join(folder, 'installer.json'));
    expect(() => readBrand(folder)).toThrow(/appName: [^]*installer\.json: the file is missing/);
  });
});

test('a copy of the sample has to be given names of its own, and to say 見本 as long as it is one', () => {
  const folder = temporaryFolder();
  cpSync(brandFolder('demo'), folder, { recursive: true });
  const message = messageOf(() => readBrand(folder));
  for (const member of ['appId', 'appName', 'packageName', 'linkScheme']) {
    expect(message).toContain(`brand.json: ${member}: "`);
  }
  const names = readFileSync(join(folder, 'brand.json'), 'utf8');
  writeFileSync(join(folder, 'brand.json'), names.replace('（見本）', ''));
  expect(messageOf(() => readBrand(folder))).toContain('productName.ja: a sample has to say 見本');
});

function messageOf(deed: () => unknown): string {
  try {
    deed();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('nothing was wrong');
}

test('a package carries the brand’s names, icons and links on every system', () => {
  const folder = temporaryFolder();
  const config = brandConfig(readBrand(other), folder);
  expect(config).toMatchObject({
    appId: 'example.sakura.passcard',
    productName: 'Sakura Passcard',
    copyright: 'Copyright © Sakura Systems K.K.',
    protocols: [{ schemes: ['sakura-passcard'] }],
    extraMetadata: { name: 'sakura-passcard', productName: 'Sakura Passcard' },
    linux: { executableName: 'sakura-passcard' },
    win: { icon: join(other, 'icons/icon.ico') },
    mac: { icon: join(other, 'icons/icon.icns') },
  });
  const { nsis: _, ...rest } = config;
  expect(JSON.stringify(rest)).not.toMatch(/desktop.token/i);
});

test.each(['ja', 'en'] as const)(
  'the manual calls the app by the brand’s name (%s)',
  async (language) => {
    const manual = await renderManual({
      language,
      productName: readBrand(other).names.productName,
      version: '1.2.3',
      style: '',
      pictureOf: () => ({ file: 'picture.png', width: 400, height: 720, marks: [] }),
      pageOf: new Map(),
    });
    expect(manual).toContain(readBrand(other).names.productName[language]);
    expect(manual).not.toMatch(/ワンタイムパスワードアプリ（見本）|Desktop Token/);
  },
);

test('the installer of NSIS registers and removes the links of the brand', () => {
  const folder = temporaryFolder();
  brandConfig(readBrand(other), folder);
  const script = readFileSync(join(folder, 'installer.nsh'), 'utf8');
  const keys = [...script.matchAll(/"Software\\Classes\\([^"\\]+)/g)].map(([, name]) => name);
  expect(keys).toEqual(Array.from({ length: 4 }, () => 'sakura-passcard'));
  expect(script).toContain(`'"$INSTDIR\\\${APP_EXECUTABLE_FILENAME}" "%1"'`);
});
