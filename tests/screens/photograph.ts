/**
 * `npm run screens [parts of scenes' names: A06,A08, or all [parts of settings: ja.light.100,forced, or all]]`: photographs
 * every scene in the usual half of the settings (settings.ts) into out/screens/, with index.html to look at them together.
 * The window grows with the text as the app's does, to what a display of 1366 × 768 leaves beside its task bar.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { build, mergeConfig } from 'vite';
import { enlarged, fitInto, usualSize } from '../../electron/core/window-size.ts';
import type { Size } from '../../electron/core/window-size.ts';
import { page as pageTarget } from '../../build/targets.ts';
import { installFakeBridge } from '../fakes/app/bridge.ts';
import { akagi, haruna, longNamed, sampleNow } from '../fakes/samples.ts';
import { contactSheet } from './contact-sheet.ts';
import type { Picture } from './contact-sheet.ts';
import { servePage } from './page-server.ts';
import { heightOfAll, scrollsOutside, tooWide } from './measure.ts';
import { allSettings, settingName, usualSettings } from './settings.ts';
import type { Setting } from './settings.ts';
import { scenes } from './scenes.ts';
import type { Scene } from './scenes.ts';

const outFolder = join(import.meta.dirname, '../../out/screens');
const pageFolder = join(outFolder, 'page');
const workArea = { x: 0, y: 0, width: 1366, height: 728 };

const [, , askedScenes = 'all', askedSettings] = process.argv;
const isAsked = (name: string, parts: string) =>
  parts.split(',').some((part) => part === 'all' || name.includes(part));
const settings =
  askedSettings === undefined
    ? usualSettings
    : allSettings.filter((setting) => isAsked(settingName(setting), askedSettings));
const wanted = scenes.filter(({ name }) => isAsked(name, askedScenes));
if (wanted.length === 0) throw new Error(`no scene is named like ${askedScenes}`);

await rm(outFolder, { recursive: true, force: true });
await mkdir(outFolder, { recursive: true });
await build(mergeConfig(pageTarget(), { build: { outDir: pageFolder } }));
const server = await servePage(pageFolder);
const chromiumPath = '/usr/bin/chromium';
const browser = await chromium.launch({
  ...(existsSync(chromiumPath) ? { executablePath: chromiumPath } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  ignoreDefaultArgs: ['--hide-scrollbars'],
});
const pictures: Picture[] = [];
const troubles: string[] = [];
for (const setting of settings) {
  for (const scene of wanted) pictures.push(...(await photograph(browser, scene, setting)));
}
await browser.close();
await server.close();
await writeFile(join(outFolder, 'index.html'), contactSheet(pictures));
console.log(`${pictures.length} pictures in ${join(outFolder, 'index.html')}`);
if (troubles.length > 0) {
  console.error(troubles.join('\n'));
  process.exitCode = 1;
}

/** Of a window that was made this large at the scene's own size of text. */
function shownSize(own: Size, percent: number): Size {
  const grown = { x: 0, y: 0, ...enlarged(own, percent) };
  const { width, height } = fitInto(workArea, grown, own);
  return { width, height };
}

async function photograph(on: Browser, scene: Scene, setting: Setting): Promise<Picture[]> {
  const { language, scheme, percent } = setting;
  const ownPercent = scene.state.view.settings.textPercent;
  const textPercent = Math.max(percent, ownPercent);
  const size = shownSize(scene.size ?? usualSize, (100 * textPercent) / ownPercent);
  const context = await on.newContext({
    viewport: size,
    locale: language,
    colorScheme: scheme === 'forced' ? 'light' : scheme,
    forcedColors: scheme === 'forced' ? 'active' : 'none',
    // Nothing is caught half-way.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const name = `${scene.name}.${settingName(setting)}`;
  page.on('pageerror', (error) => troubles.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${name}: ${message.text()}`);
  });
  await page.clock.setFixedTime(sampleNow);
  await page.addInitScript(installFakeBridge, {
    state: {
      ...scene.state,
      view: {
        ...scene.state.view,
        settings: {
          ...scene.state.view.settings,
          textPercent,
        },
      },
    },
    directory: [akagi, haruna, longNamed],
    replies: scene.replies ?? {},
  });
  await page.goto(server.url);
  await page.locator('.screen').first().waitFor();
  await scene.act?.(page);
  // Nothing looks as if it were pointed at.
  await page.mouse.move(0, 0);

  const file = `${name}.png`;
  await page.screenshot({ path: join(outFolder, file) });
  const taken = [{ scene: scene.name, setting, file }];
  const wholeHeight = await heightOfAll(page);
  if (wholeHeight > size.height) {
    const whole = `${name}.whole.png`;
    await page.setViewportSize({ ...size, height: wholeHeight });
    await page.screenshot({ path: join(outFolder, whole) });
    taken.push({ scene: scene.name, setting, file: whole });
  }
  const overflow = await tooWide(page);
  if (overflow !== '') troubles.push(`${name}: wider than the window: ${overflow}`);
  if ((await scrollsOutside(page)) > 0) troubles.push(`${name}: the window itself scrolls`);
  await context.close();
  return taken;
}
