/** What a release says of itself for the directory: exactly the files that can replace the app, and addresses that customers can reach. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appMember } from '../../../build/release/app-member.ts';
import { readArtefacts } from '../../../build/release/manifest.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const version = '1.2.3';
const publication = {
  filesUrl: 'https://vendor.example/files/',
  notesUrl: 'https://vendor.example/notes/',
  minimum: '1.0.0',
};

/** Of a folder with these files, each holding its own name. */
function memberOf(names: string[], change: Partial<typeof publication> = {}) {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(join(folder, name), name);
  const files = readArtefacts(folder, version);
  const manifest = { version, releasedAt: 1_790_000_000_999, files };
  return appMember(folder, manifest, { ...publication, ...change });
}

const entryOf = (name: string) => ({
  url: `https://vendor.example/files/${name}`,
  size: name.length,
  sha512: createHash('sha512').update(name).digest('base64'),
});

test('each system has the one file that replaces the app there, with its address, size and SHA-512', () => {
  const name = (rest: string) => `desktop-token-1.2.3-${rest}`;
  const replacing = {
    'win32-x64': name('win-x64.exe'),
    'win32-arm64': name('win-arm64.exe'),
    'darwin-universal': name('mac-universal.zip'),
    'linux-x64': name('linux-x86_64.AppImage'),
  };
  const others = ['win-x64.msi', 'win-arm64.msi', 'mac-universal.dmg', 'linux-amd64.deb'].map(name);
  expect(memberOf([...others, ...Object.values(replacing)])).toEqual({
    version,
    minimum: '1.0.0',
    // In whole seconds, as the directory has instants.
    releasedAt: 1_790_000_000,
    notesUrl: 'https://vendor.example/notes/',
    platforms: Object.fromEntries(
      Object.entries(replacing).map(([platform, file]) => [platform, entryOf(file)]),
    ),
  });
});

test.each([
  'win-x64.msi',
  'mac-universal.dmg',
  'linux-amd64.deb',
  'linux-x64.tar.gz',
  'demo-win-x64.exe',
  'demo-linux-x86_64.AppImage',
])('%s replaces nothing: it is software distribution’s, or no customer’s', (rest) => {
  expect(memberOf([`desktop-token-1.2.3-${rest}`]).platforms).toEqual({});
});

test.each([
  ['an address without TLS', { filesUrl: 'http://vendor.example/files/' }, 'url'],
  ['a page without TLS', { notesUrl: 'http://vendor.example/notes/' }, 'notesUrl'],
  ['an oldest version of two numbers', { minimum: '1.0' }, 'minimum'],
  ['an oldest version that is a word', { minimum: 'oldest' }, 'minimum'],
])('with %s nothing is made', (_what, change, member) => {
  expect(() => memberOf(['desktop-token-1.2.3-win-x64.exe'], change)).toThrow(`"${member}"`);
});
