/** The real app as an AppImage: it fetches a newer one, asks, puts it in its own place and starts it. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { startHostileServer } from '../../fakes/app/hostile-server.ts';
import { createIssuer } from '../../fakes/app/issuer.ts';
import type { KeyPair } from '../../fakes/app/issuer.ts';
import { appRelease } from '../../fakes/samples.ts';
import { press, screen } from '../support/app.ts';
import { test } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';

const rootFile = join(projectFolder, '.demo/vendor-root.json');
/** Stands for the newer version: says that it was started. */
const newer = Buffer.from(
  `#!/bin/sh\nprintf started > "$(dirname "$0")/started"\n# ${'.'.repeat(200_000)}\n`,
);

/** In a folder that the person may write to, as one that was downloaded. */
function putAppImage({ path }: Home): string {
  const folder = join(path, 'apps');
  mkdirSync(folder);
  const place = join(folder, 'Desktop Token.AppImage');
  writeFileSync(place, 'the version that runs');
  chmodSync(place, 0o755);
  const { uid, gid } = statSync(path);
  for (const each of [folder, place]) chownSync(each, uid, gid);
  return place;
}

async function vendorWith(served: Buffer) {
  // As from a network of copies, to which the vendor's address leads.
  const files = createServer(({ url }, response) => {
    if (url === '/copy') response.end(served);
    else response.writeHead(302, { location: '/copy' }).end();
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  const { port } = files.address() as AddressInfo;
  const file = {
    url: `http://127.0.0.1:${port}/desktop-token-9.0.0.AppImage`,
    size: newer.length,
    sha512: createHash('sha512').update(newer).digest('base64'),
  };
  const vendor = await createIssuer({
    root: JSON.parse(readFileSync(rootFile, 'utf8')) as KeyPair,
  });
  const directory = await startHostileServer(vendor);
  directory.misbehave('/directory.jws', async ({ response }) => {
    const app = appRelease({ version: '9.0.0', platforms: { 'linux-x64': file } });
    const seq = Math.floor(Date.now() / 1000);
    response.end(await vendor.directory('http://127.0.0.1:1', { app, seq }));
  });
  return {
    directoryUrl: `${directory.url}/directory.jws`,
    async close(): Promise<void> {
      files.closeAllConnections();
      await Promise.all([directory.close(), new Promise((resolve) => files.close(resolve))]);
    },
  };
}

test('a newer AppImage is fetched from where the vendor’s address leads, asked about, put in the place of the old one and started', async ({
  launch,
  home,
}) => {
  const place = putAppImage(home);
  const vendor = await vendorWith(newer);
  const { app, page } = await launch({
    directoryUrl: vendor.directoryUrl,
    env: { APPIMAGE: place },
  });
  await expect(screen(page, 'A00')).toBeVisible();
  await press(page, '設定');
  await page.getByRole('button', { name: '診断', exact: true }).click();
  const restart = page.getByRole('button', { name: '再起動して新しい版にする' });
  await expect(restart).toBeVisible();
  expect(readFileSync(place, 'utf8')).toBe('the version that runs');
  const ended = app.waitForEvent('close');
  await restart.click();
  await ended;
  await expect.poll(() => existsSync(join(place, '../started'))).toBe(true);
  expect(readFileSync(place)).toEqual(newer);
  await vendor.close();
});

test('another file is told with its number, and the app goes on', async ({ launch, home }) => {
  const place = putAppImage(home);
  const vendor = await vendorWith(Buffer.alloc(newer.length, 'x'));
  const { page } = await launch({
    directoryUrl: vendor.directoryUrl,
    env: { APPIMAGE: place },
  });
  await expect(screen(page, 'A00')).toBeVisible();
  await press(page, '設定');
  await page.getByRole('button', { name: '診断', exact: true }).click();
  await expect(page.getByText('E207')).toBeVisible();
  await expect(page.getByText('https://vendor.example/releases/')).toBeVisible();
  expect(readFileSync(place, 'utf8')).toBe('the version that runs');
  await vendor.close();
});
