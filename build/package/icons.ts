/**
 * `npm run icons`: every icon of a brand from its icon.svg, drawn at each size by a browser, into icons/ beside it. They are kept
 * with the brand, so that a build needs no browser and two builds are the same.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { LaunchOptions } from '@playwright/test';
import { brandFolder, svgHash } from './brand.ts';
import { allSizes, icnsOf, icoOf, pngSizes } from './icon-files.ts';
import type { Picture } from './icon-files.ts';
import { endWith } from './vendor.ts';

/** A browser that the machine has. */
const browsers: Partial<Record<NodeJS.Platform, LaunchOptions>> = {
  linux: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] },
  win32: { channel: 'msedge' },
  darwin: { channel: 'chrome' },
};

const folder = join(brandFolder(), 'icons');
await makeIcons(readFileSync(join(folder, '../icon.svg'), 'utf8')).catch(endWith);

async function makeIcons(svg: string): Promise<void> {
  const pictures = await draw(svg);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const put = (name: string, content: Buffer | string) =>
    writeFileSync(join(folder, name), content);
  for (const px of pngSizes) {
    put(`${px}x${px}.png`, pictures.find((picture) => picture.px === px)?.png ?? '');
  }
  put('icon.ico', icoOf(pictures));
  put('icon.icns', icnsOf(pictures));
  put('made-from.txt', `${svgHash(svg)}\n`);
  console.log(`${pictures.length} sizes in ${folder}`);
}

async function draw(svg: string): Promise<Picture[]> {
  const browser = await chromium.launch(browsers[process.platform]);
  try {
    const page = await browser.newPage();
    const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    const pictures: Picture[] = [];
    for (const px of allSizes) {
      await page.setViewportSize({ width: px, height: px });
      await page.setContent(
        `<body style="margin:0"><img src="${source}" width="${px}" height="${px}" style="display:block">`,
        { waitUntil: 'load' },
      );
      await page.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
      pictures.push({ px, png: await page.screenshot({ omitBackground: true }) });
    }
    return pictures;
  } finally {
    await browser.close();
  }
}
