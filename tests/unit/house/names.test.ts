/** Names that each system keys its key store by. To change one is to lose every customer's tokens. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBrand, sampleFolder } from '../../../build/package/brand.ts';
import { userDataFolder } from '../../../electron/adapters/files/paths.ts';
import { appId, appName } from '../../../shared/brand.ts';

const root = join(import.meta.dirname, '../../..');

test('the names are what they have always been', () => {
  expect({ appName, appId }).toEqual({
    appName: 'Desktop Token',
    appId: 'org.desktop-token.app',
  });
});

test('the demo’s brand and the package carry the same names', () => {
  const { productName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    productName: string;
  };
  expect(productName).toBe(appName);
  expect(readBrand(sampleFolder).names).toMatchObject({ appName, appId });
});

test.each([
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Desktop Token'],
  ['win32', {}, '/roaming/Desktop Token'],
  ['darwin', { LOCALAPPDATA: '/local' }, '/roaming/Desktop Token'],
  ['linux', {}, '/roaming/Desktop Token'],
] as const)('on %s with %j the files are in %s', (platform, env, folder) => {
  expect(userDataFolder(platform, env, '/roaming')).toBe(folder);
});
