/** The app's download page (BDL001): what it offers is what the release's manifest and folder hold. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testBank } from '../../fakes/bank/bank.ts';
import { readArtefacts } from '../../../build/release/manifest.ts';
import type { Manifest } from '../../../build/release/manifest.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const agents = {
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  macos: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
  linux: 'Mozilla/5.0 (X11; Linux x86_64)',
  phone: 'Mozilla/5.0 (Linux; Android 14) Mobile',
};

/** As the release leaves it. */
function releaseFolder(names: string[], changed: Partial<Manifest> = {}): string {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(join(folder, name), `content of ${name}`);
  const manifest = {
    product: 'Desktop Token',
    version: '1.2.3',
    releasedAt: Date.UTC(2026, 10, 26),
    publisher: { windows: 'Akagi Vendor K.K.', macos: 'Akagi Vendor K.K. (TEAM123456)' },
    sumsSigned: true,
    files: readArtefacts(folder, '1.2.3'),
    ...changed,
  } satisfies Manifest;
  writeFileSync(join(folder, 'release.json'), JSON.stringify(manifest));
  return folder;
}

async function pageFor(downloadsDir: string | undefined, agent: keyof typeof agents) {
  const bank = await testBank(downloadsDir === undefined ? {} : { downloadsDir });
  const headers = { 'user-agent': agents[agent] };
  const page = await (await fetch(`${bank.url}/akagi/app`, { headers })).text();
  const [, button] = /<a class="button primary" href="([^"]*)"/.exec(page) ?? [];
  return { bank, page, button };
}

const all = [
  'desktop-token-1.2.3-win-x64.exe',
  'desktop-token-1.2.3-win-arm64.exe',
  'desktop-token-1.2.3-win-x64.msi',
  'desktop-token-1.2.3-mac-universal.dmg',
  'desktop-token-1.2.3-mac-universal.zip',
  'desktop-token-1.2.3-linux-amd64.deb',
];

it.each([
  ['windows', 'desktop-token-1.2.3-win-x64.exe', 'Akagi Vendor K.K.'],
  ['macos', 'desktop-token-1.2.3-mac-universal.dmg', 'Akagi Vendor K.K. (TEAM123456)'],
  ['linux', 'desktop-token-1.2.3-linux-amd64.deb', 'Linux は発行元を表示しません'],
] as const)('at a PC with %s the button gives %s', async (system, name, publisher) => {
  const { page, button, bank } = await pageFor(releaseFolder(all), system);
  expect(button).toBe(`/akagi/app/${name}`);
  expect(page).toContain(publisher);
  const answer = await fetch(`${bank.url}${button}`);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
  expect(await answer.text()).toBe(`content of ${name}`);
});

it('the page says version, date, size, sum and how to compute it, for every file', async () => {
  const folder = releaseFolder(all);
  const { page } = await pageFor(folder, 'windows');
  for (const { name, sha256 } of readArtefacts(folder, '1.2.3')) {
    expect(page).toContain(name);
    expect(page).toContain(sha256);
  }
  for (const part of ['1.2.3', '2026年11月26日', '0.0 MB', 'certutil -hashfile', 'shasum -a 256']) {
    expect(page).toContain(part);
  }
});

it('the page has the manual’s three points in order, and what SmartScreen asks', async () => {
  const { page } = await pageFor(releaseFolder(all), 'windows');
  const points = ['(1) ダウンロード', '(2) 動作環境', '(3) アプリの概要'];
  const places = [...points, 'Windows によって PC が保護されました'].map((each) =>
    page.indexOf(each),
  );
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('an unsigned file is told of as the system will, whatever name the vendor has', async () => {
  const folder = releaseFolder(['desktop-token-1.2.3-demo-win-x64-unsigned.exe']);
  const { page } = await pageFor(folder, 'windows');
  expect(page).toContain('不明な発行元');
  expect(page).not.toContain('Akagi Vendor');
  expect(page).toContain('見本のアプリです');
});

it('at a telephone there is no button but a list', async () => {
  const { page, button } = await pageFor(releaseFolder(all), 'phone');
  expect(button).toBeUndefined();
  expect(page).toContain('アプリを入れるパソコンで開いて下さい');
  expect(page).toContain(all[0]);
});

it('for a system without a file it says so', async () => {
  const { page, button } = await pageFor(releaseFolder(all.slice(0, 3)), 'macos');
  expect(button).toBeUndefined();
  expect(page).toContain('Mac 用のアプリは、ここにはまだありません');
});

it.each([
  ['no folder', () => undefined],
  ['an empty folder', () => temporaryFolder()],
  [
    'a manifest that is garbage',
    () => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'release.json'), 'garbage');
      return folder;
    },
  ],
  [
    'a manifest whose files are gone',
    () => {
      const folder = temporaryFolder();
      const files = readArtefacts(releaseFolder(all), '1.2.3');
      const publisher = { windows: null, macos: null };
      const manifest = { version: '1.2.3', releasedAt: 0, publisher, files };
      writeFileSync(join(folder, 'release.json'), JSON.stringify(manifest));
      return folder;
    },
  ],
])('with %s it says that there is nothing yet', async (_, folder) => {
  const { page, button } = await pageFor(folder(), 'windows');
  expect(button).toBeUndefined();
  expect(page).toContain('まだ用意されていません');
});

it('nothing but the manifest’s files leaves the folder', async () => {
  const folder = releaseFolder(all);
  writeFileSync(join(folder, 'vendor.key'), 'secret');
  mkdirSync(join(folder, 'inner'));
  const { bank } = await pageFor(folder, 'windows');
  for (const name of ['vendor.key', 'release.json', '..%2fvendor.key', '%2e%2e%2f', 'inner', '']) {
    const answer = await fetch(`${bank.url}/akagi/app/${name}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  }
});
