/** The app's download page (BDL001): what it offers is what the release's manifest and folder hold. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testBank } from '../../fakes/bank/bank.ts';
import { readArtefacts } from '../../../build/release/manifest.ts';
import { releaseFiles as all, releaseFolder } from '../../fakes/bank/release-folder.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const agents = {
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  macos: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
  linux: 'Mozilla/5.0 (X11; Linux x86_64)',
  phone: 'Mozilla/5.0 (Linux; Android 14) Mobile',
};

async function pageFor(downloadsDir: string | undefined, agent: keyof typeof agents) {
  const bank = await testBank(downloadsDir === undefined ? {} : { downloadsDir });
  const headers = { 'user-agent': agents[agent] };
  const page = await (await fetch(`${bank.url}/akagi/app`, { headers })).text();
  const [, button] = /<a class="button primary" href="([^"]*)"/.exec(page) ?? [];
  return { bank, page, button };
}

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
    expect(page.replaceAll('<wbr/>', '')).toContain(sha256);
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

it.each([
  ['windows', 3, '確認済みの発行元: Akagi Vendor K.K.', '“Desktop Token”は開いていません'],
  ['macos', 2, '“Desktop Token”は開いていません', '確認済みの発行元'],
] as const)(
  'at a PC with %s it draws what that system asks, and says that these are sketches',
  async (system, count, shown, others) => {
    const { page } = await pageFor(releaseFolder(all), system);
    const alts = [...page.matchAll(/<p class="visually-hidden">([^<]*)</g)].map(([, alt]) => alt);
    expect(alts).toHaveLength(count);
    expect(alts.filter((alt) => !/^見本の絵：.{20,}/.test(alt ?? ''))).toEqual([]);
    expect(page).toContain(shown);
    expect(page).not.toContain(others);
  },
);

it('the pictures name no publisher of a file that is not signed', async () => {
  const folder = releaseFolder(['desktop-token-1.2.3-demo-win-x64-unsigned.exe']);
  const { page } = await pageFor(folder, 'windows');
  expect(page).toContain('発行元: 上の「発行元」と同じ名前');
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
      const manifest = {
        product: 'Desktop Token',
        version: '1.2.3',
        releasedAt: 0,
        publisher,
        files,
      };
      writeFileSync(join(folder, 'release.json'), JSON.stringify(manifest));
      return folder;
    },
  ],
])('with %s it says that there is nothing yet', async (_, folder) => {
  const { page, button } = await pageFor(folder(), 'windows');
  expect(button).toBeUndefined();
  expect(page).toContain('まだ用意されていません');
});

it('the manual is offered in both languages where it came with the release, and shown at once', async () => {
  const folder = releaseFolder(all);
  const without = await pageFor(folder, 'windows');
  expect(without.page).not.toContain('manual.');
  expect((await fetch(`${without.bank.url}/akagi/app/manual.ja.pdf`)).status).toBe(404);
  for (const name of ['manual.ja.pdf', 'manual.en.pdf']) {
    writeFileSync(join(folder, name), `%PDF ${name}`);
  }
  const { page, bank } = await pageFor(folder, 'windows');
  for (const name of ['manual.ja.pdf', 'manual.en.pdf']) {
    expect(page).toContain(`href="/akagi/app/${name}"`);
    const answer = await fetch(`${bank.url}/akagi/app/${name}`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(`inline; filename="${name}"`);
    expect(await answer.text()).toBe(`%PDF ${name}`);
  }
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
