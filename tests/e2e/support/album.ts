/** Photographs of a journey: one a screen, and those of the manual in both languages with the places that it points at. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { marksOn, pictures } from '../../../build/manual/chapters.ts';
import { pictureFolder } from '../../../build/manual/manual.ts';
import { writePictures } from '../../../build/manual/picture.ts';
import type { Box, Pictures } from '../../../build/manual/picture.ts';
import { projectFolder } from '../../../build/setup/setup.mjs';
import type { Bridge } from '../../../shared/contract.ts';
import { languages } from '../../../shared/language.ts';
import type { Language } from '../../../shared/language.ts';

/** Below the last thing that is pointed at a page of the bank is cut off. */
const belowMarks = 48;

type Album = {
  photograph(page: Page, title: string): Promise<void>;
  close(): void;
};

/** An empty folder for the pictures that the manual shows. */
function manualAlbum(folder: string): Album {
  const taken: Pictures = {};
  makeEmpty(folder);

  async function take(page: Page, title: string, language: Language | null): Promise<void> {
    const marks: Box[] = [];
    for (const { at } of marksOn(title)) marks.push(await boxOf(page, title, at));
    const name = language === null ? title : `${title}.${language}`;
    const file = `${name}.png`;
    const { width, height } = page.viewportSize() ?? (await page.evaluate(windowSize));
    const bottom = Math.max(0, ...marks.map((box) => box.y + box.height)) + belowMarks;
    const cut = language === null && marks.length > 0 ? bottom : height;
    await page.screenshot({
      path: join(folder, file),
      ...(language === null ? { fullPage: true, clip: { x: 0, y: 0, width, height: cut } } : {}),
    });
    taken[name] = { file, width, height: cut, marks };
  }

  return {
    /** A screen of the app in each language, a page of the bank as it is. */
    async photograph(page, title) {
      if (!pictures.has(title)) return;
      const isApp = await page.evaluate(() => 'bridge' in window);
      if (!isApp) return take(page, title, null);
      for (const language of languages) {
        await speak(page, language);
        await take(page, title, language);
      }
      await speak(page, 'ja');
    },
    close: () => writePictures(folder, taken),
  };
}

/** Numbered in the order of the journey, into a folder of its own. The one called `journey` is the manual's too. */
export function album(name: string): Album {
  const folder = join(projectFolder, 'out/journey', name);
  makeEmpty(folder);
  const manual = name === 'journey' ? manualAlbum(pictureFolder) : null;
  let count = 0;
  return {
    async photograph(page, title) {
      count += 1;
      const number = String(count).padStart(2, '0');
      await page.screenshot({ path: join(folder, `${number}-${title}.png`) });
      await manual?.photograph(page, title);
    },
    close: () => manual?.close(),
  };
}

function makeEmpty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

async function boxOf(page: Page, title: string, at: string): Promise<Box> {
  const box = await page.locator(at).locator('visible=true').first().boundingBox({ timeout: 3000 });
  if (box === null) throw new Error(`${title} has nothing to point at by ${at}`);
  const scrolled = await page.evaluate(() => window.scrollY);
  return { ...box, y: box.y + scrolled };
}

const windowSize = () => ({ width: window.innerWidth, height: window.innerHeight });

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(async (chosen) => {
    const { bridge } = window as unknown as { bridge: Bridge };
    await bridge.call('changeSettings', { language: chosen });
  }, language);
  await page.waitForFunction((chosen) => document.documentElement.lang === chosen, language);
}
