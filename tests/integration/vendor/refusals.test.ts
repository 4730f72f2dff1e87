/** Each way in which the vendor's tool says no, as a process: exit code, sentence, and nothing changed. */
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signed, sourceOf, workshop } from '../../fakes/vendor/tool.ts';
import type { Workshop } from '../../fakes/vendor/tool.ts';

const sign = 'sign directory.yaml --key present.jwe';
const nothing = () => undefined;
const inFolder = ({ folder }: Workshop) =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name), 'latin1')]),
  );

type Case = [command: string, before: (shop: Workshop) => void, sentence: RegExp];

const faults: Case[] = [
  ['make-root third.jwe', nothing, /two roots already/],
  [
    'make-root new.jwe --directory-url http://x.example',
    ({ write }) => write('vendor.json', ''),
    /not as it must be/,
  ],
  ['rotate-root next.jwe', nothing, /listed as a root already/],
  [
    'rotate-root new.jwe',
    ({ write }) => write('vendor.json', '{}'),
    /vendor\.json is not as it must be/,
  ],
  [
    'rotate-root new.jwe --passphrase-file short',
    ({ write }) => write('short', 'short\n'),
    /too short/,
  ],
  ['rotate-root new.jwe --passphrase-file none', ({ write }) => write('none', '\n'), /empty/],
  ['make-keys akagi.jwe', nothing, /exists already/],
  ['make-keys new.jwe --passphrase-file nowhere', nothing, /There is no nowhere/],
  [
    'list-keys akagi.jwe --passphrase-file wrong',
    ({ write }) => write('wrong', 'another passphrase\n'),
    /passphrase is wrong/,
  ],
  [
    'list-keys akagi.jwe',
    ({ folder }) => chmodSync(join(folder, 'akagi.jwe'), 0o644),
    /Others may read/,
  ],
  ['list-keys akagi.jwe', ({ write }) => write('akagi.jwe', 'garbage'), /no file of keys/],
  ['list-keys present.jwe', nothing, /no file of keys/],
  ['list-keys nowhere.jwe', nothing, /There is no nowhere\.jwe/],
  ['use-key akagi.jwe nobody', nothing, /no key nobody/],
  ['export-keys akagi.jwe pass', nothing, /pass exists already/],
  ['make-keys nowhere/new.jwe', nothing, /^There is no folder nowhere: make it first\.\n$/],
  ['make-keys pass/new.jwe', nothing, /^There is no folder pass/],
  [`make-keys ${'x'.repeat(250)}.jwe`, nothing, /^The name is too long/],
  ['export-keys akagi.jwe nowhere/new.json', nothing, /^There is no folder nowhere/],
  [
    'make-root new.jwe --directory-url https://x.example --vendor nowhere',
    nothing,
    /^There is no folder nowhere/,
  ],
  [
    'make-root new.jwe --directory-url https://x.example --vendor pass',
    nothing,
    /^There is no folder pass/,
  ],
  ['write nowhere/new.yaml', nothing, /^There is no folder nowhere/],
  [`${sign} --first --out nowhere/new.jws`, nothing, /There is no folder nowhere/],
  ['write directory.yaml', nothing, /exists already/],
  ['write new.yaml --from pass', nothing, /no directory that a root/],
  ['check .', nothing, /^\. is a folder/],
  [
    'list-keys folder.jwe',
    ({ folder }) => mkdirSync(join(folder, 'folder.jwe')),
    /^folder\.jwe is a folder/,
  ],
  ['make-keys new.jwe --passphrase-file .', nothing, /^\. is a folder/],
  ['inspect .', nothing, /^\. is a folder/],
  [
    'check directory.yaml',
    ({ folder }) => {
      rmSync(join(folder, 'akagi.public.json'));
      mkdirSync(join(folder, 'akagi.public.json'));
    },
    /^directory\.yaml:\d+:\d+: institutions\[0\]\.keys: akagi\.public\.json is a folder/,
  ],
  ['check nowhere.yaml', nothing, /There is no nowhere\.yaml/],
  ['check directory.yaml', ({ write }) => write('directory.state.json', '{'), /can't be read/],
  ['sign directory.yaml --key nowhere.jwe --first', nothing, /There is no nowhere\.jwe/],
  ['sign directory.yaml --key akagi.jwe --first', nothing, /no file of keys/],
  ['sign directory.yaml --key stranger.jwe --first', strangersRoot, /no root of vendor\.json/],
  [
    `${sign} --first`,
    ({ write }) => write('directory.yaml', sourceOf(['10010017', '10010017'])),
    /^directory\.yaml:\d+:\d+: institutions\[1\]\.serviceId: stands here for the second time/,
  ],
  [
    sign,
    (shop) => (signed(shop), shop.write('directory.yaml', sourceOf(['10010017']))),
    /add --without 10020025/,
  ],
  [sign, nothing, /signed last is not known .*--published.*--first/],
  [sign, stateLost, /signed last is not known/],
  [sign, stateEmpty, /signed last is not known/],
  [`${sign} --first`, stateLost, /directory\.jws is number 1, not older than 1/],
  [`${sign} --first --out new.jws --published directory.jws`, stateLost, /is number 1, not older/],
  [`${sign} --first`, signed, /Number 1 was signed .* leave --first out/],
  [`${sign} --out new.jws --published directory.jws`, stateOfBefore, /is number 2, not older/],
  [`${sign} --published pass`, nothing, /no directory that a root/],
  [`${sign} --published http://directory.example/x`, nothing, /is no https: address/],
  [`${sign} --published https://127.0.0.1:1/x`, nothing, /can't be fetched/],
  [sign, clockWasAhead, /clock of this machine is before/],
  ['inspect pass', nothing, /no directory that a root/],
  [
    'inspect directory.jws',
    (shop) => (
      signed(shop),
      shop.write('directory.jws', shop.read('directory.jws').replace('.', '.e30'))
    ),
    /no directory that a root/,
  ],
  ['inspect directory.jws --min-days 31', signed, /expires in (29|30) days/],
  ['status directory.yaml', nothing, /Nothing was signed/],
  ['status directory.yaml', expired, /has expired/],
  ['remove directory.yaml 10010017', nothing, /nobody could be asked/],
  ['remove directory.yaml 99999999 --yes', nothing, /no institution 99999999/],
  [
    'remove directory.yaml 10010017 --yes',
    ({ write }) => write('directory.yaml', sourceOf(['10010017'])),
    /last institution stays/,
  ],
  [
    'app directory.yaml . --download-url https://x.example --notes-url https://x.example',
    nothing,
    /into the source first/,
  ],
  ['adopt directory.yaml directory.jws', signed, /number 1\) is as new or newer/],
];

test.each(faults)(
  '%s is refused with a sentence, and nothing changes (%#)',
  (command, before, sentence) => {
    const shop = workshop();
    before(shop);
    const files = inFolder(shop);
    const said = shop.run(command);
    expect(said.code).toBe(1);
    expect(said.err).toMatch(sentence);
    expect(inFolder(shop)).toEqual(files);
  },
);

const usages: [string, RegExp][] = [
  ['', /no command ""/],
  ['nonsense', /no command "nonsense"/],
  ['sign', /another number of words/],
  ['check directory.yaml more.yaml', /another number of words/],
  ['check directory.yaml --yes', /check takes no --yes/],
  ['check directory.yaml --polcy', /^There is no option --polcy; --help lists them\.\n$/],
  ['check directory.yaml --polcy --lang ja', /^--polcy というオプションはありません。/],
  ['sign directory.yaml --key', /^--key needs a value/],
  ['sign directory.yaml', /--key is needed/],
  ['check directory.yaml --lang fr', /--lang is ja or en/],
  ['rotate-key akagi.jwe both', /encryption or signing/],
  ['make-keys akagi.json', /end in \.jwe/],
  ['write d.txt', /^The name of a source has to end in \.yaml, \.yml or \.json\.\n$/],
  ['write d.txt --lang ja', /^元のファイルの名前は \.yaml、\.yml、\.json のどれかで/],
  ['write .yaml', /^The name of a source/],
  ['write new.txt --from directory.jws', /^The name of a source/],
  ['make-keys new.jwe --passphrase-fd one', /open file descriptor, 0 to 9999\.\n$/],
  ['make-keys new.jwe --passphrase-fd 10000', /open file descriptor, 0 to 9999\.\n$/],
  ['status directory.yaml --min-days soon', /^--min-days is a number of days, 0 to 999\.\n$/],
  ['inspect directory.jws --min-days 1000', /^--min-days is a number of days, 0 to 999\.\n$/],
  ['inspect directory.jws --min-days 1000 --lang ja', /^--min-days は日数です（0～999）。\n$/],
  ['sign directory.yaml --key pkcs11:token=x;id=%01?pin-value=1234 --first', /No PIN in a command/],
  ['sign directory.yaml --key pkcs11:token=x --first', /token, id and module-path/],
];

test.each(usages)('"%s" is not understood, and changes nothing', (command, sentence) => {
  const shop = workshop();
  if (command.startsWith('status')) signed(shop);
  const files = inFolder(shop);
  const said = shop.run(command);
  expect(said).toMatchObject({ code: 2, out: '' });
  expect(said.err).toMatch(sentence);
  expect(inFolder(shop)).toEqual(files);
});

test('nothing that it says is a private key or a passphrase', () => {
  const shop = workshop();
  shop.done('export-keys akagi.jwe exported.json');
  const { signing } = JSON.parse(shop.read('exported.json')) as { signing: { d: string }[] };
  const said = [
    'list-keys akagi.jwe',
    `${sign} --first`,
    'inspect directory.jws',
    'sign directory.yaml --key akagi.jwe',
  ]
    .map((command) => shop.run(command))
    .map(({ out, err }) => out + err)
    .join('\n');
  expect(said).not.toContain(signing[0]?.d);
  expect(said).not.toContain('correct horse');
});

test.each([
  [{ LC_ALL: 'ja_JP.UTF-8' }, '', '一覧を表示します'],
  [{ LC_ALL: '', LANG: 'ja_JP.UTF-8' }, '', '一覧を表示します'],
  [{ LC_ALL: 'de_DE.UTF-8' }, '', 'lists them'],
  [{ LC_ALL: 'ja_JP.UTF-8' }, ' --lang en', 'lists them'],
  [{ LC_ALL: 'C' }, ' --lang=ja', '一覧を表示します'],
])('with %j%s it speaks accordingly', (env, option, words) => {
  expect(workshop().run(`nonsense${option}`, env).err).toContain(words);
});

/** A root that vendor.json does not name. */
function strangersRoot({ done, read, write }: Workshop): void {
  const vendor = read('vendor.json');
  write('vendor.json', vendor);
  done('rotate-root stranger.jwe');
  write('vendor.json', vendor);
}

function changeLast({ read, write }: Workshop, change: { iat?: number; exp?: number }): void {
  const state = JSON.parse(read('directory.state.json')) as { signed: object[] };
  const [last] = state.signed;
  write('directory.state.json', JSON.stringify({ signed: [{ ...last, ...change }] }));
}

function stateLost(shop: Workshop): void {
  signed(shop);
  rmSync(join(shop.folder, 'directory.state.json'));
}

function stateEmpty(shop: Workshop): void {
  signed(shop);
  shop.write('directory.state.json', '{"signed":[]}');
}

function stateOfBefore(shop: Workshop): void {
  signed(shop);
  const before = shop.read('directory.state.json');
  shop.done(sign);
  shop.write('directory.state.json', before);
}

function clockWasAhead(shop: Workshop): void {
  signed(shop);
  changeLast(shop, { iat: Math.floor(Date.now() / 1000) + 3600 });
}

function expired(shop: Workshop): void {
  signed(shop);
  changeLast(shop, { exp: Math.floor(Date.now() / 1000) - 86_400 * 2 });
}
